using Rag.Api;
using Rag.Api.Commands;
using Rag.Api.Configuration;
using Rag.Api.Startup;
using Rag.Application;
using Rag.Infrastructure;
using Rag.Infrastructure.Pdf.Worker;

if (args is [PdfWorker.Argument])
{
    return await PdfWorker.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
}

if (CommandLine.Find(args, (services, usesMongo) => services.AddUserStore(usesMongo)) is { } command)
{
    return await ProcessExit.StatusOfAsync(command);
}

return await ProcessExit.StatusOfAsync(async () =>
{
    var settings = SettingsReader.Read(args);

    // Empty: nothing but these settings decides where and how the application runs, no ASPNETCORE_ variable and no file.
    var builder = WebApplication.CreateEmptyBuilder(settings.HostOptions);
    builder.Configuration.AddInMemoryCollection(settings.ToConfiguration());
    builder.WebHost.UseKestrelCore();
    builder.Services
        .AddConfiguration(settings)
        .AddApplication()
        .AddInfrastructure(settings.UsesMongo)
        .AddApi();

    await using var application = builder.Build();
    application.UseApi();
    await application.RunToEndAsync();
    return 0;
});
