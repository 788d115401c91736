using System.Diagnostics;
using System.Net;
using Rag.Api.Configuration;
using Rag.Testing;

namespace Rag.Api.FunctionalTests.Commands;

/// <summary>The command as a process of its own, beside a running server.</summary>
public sealed class CreateAdminTests
{
    private const string Password = "Contraseña-2026";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    [TearDown]
    public void CleanUp() => _folder.Dispose();

    [Test]
    public async Task Makes_an_admin_who_can_sign_in_at_once()
    {
        await using var application = new RagApplication();
        application.StartServer();

        var (status, output, errors) = await RunAsync(["--email", "ana@example.com"], Password + "\n", application.StorageFolder);

        Assert.That((status, output, errors), Is.EqualTo((0, "The admin ana@example.com was made.", "")));
        using var client = application.Client((await application.LoginAsync("ana@example.com", Password)).Access);
        Assert.That((await client.GetAsync("/api/v1/users")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Opens_a_store_that_is_not_there_yet_and_leaves_files_alone()
    {
        var leftover = Directory.CreateDirectory(_folder.File("documents/pdfs")).FullName + "/half.pdf.part";
        await File.WriteAllTextAsync(leftover, "An upload of the running server.");

        var (status, _, errors) = await RunAsync(["--email=ana@example.com"], Password, _folder.Path);

        await using var application = new RagApplication().With("STORAGE_DIR", _folder.Path).With("ADMIN_EMAIL", "").With("ADMIN_PASSWORD", "");
        Assert.That((status, errors, File.Exists(leftover)), Is.EqualTo((0, "", true)));
        await application.LoginAsync("ana@example.com", Password);
    }

    [Test]
    public async Task Refuses_an_existing_user_and_restores_them_when_forced()
    {
        await using var application = new RagApplication();
        await application.AddUserAsync("ana@example.com");
        var old = await application.LoginAsync("ana@example.com");

        var refused = await RunAsync(["--email", "Ana@Example.com"], Password, application.StorageFolder);
        var stillIn = await application.Client(old.Access).GetAsync("/api/v1/auth/me");
        var restored = await RunAsync(["--force", "--email", "Ana@Example.com"], Password, application.StorageFolder);

        Assert.That((refused.Status, refused.Output), Is.EqualTo((1, "")));
        Assert.That(refused.Errors, Does.Contain("--force").And.Not.Contain(Password));
        Assert.That(stillIn.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((restored.Status, restored.Errors), Is.EqualTo((0, "")));
        Assert.That(restored.Output.Split('\n'), Has.Length.EqualTo(1).And.All.Contains("ana@example.com").And.All.Not.Contains(Password));
        await (await application.Client(old.Access).GetAsync("/api/v1/auth/me")).AssertProblemAsync(HttpStatusCode.Unauthorized, "invalid_token");
        using var client = application.Client((await application.LoginAsync("ana@example.com", Password)).Access);
        Assert.That((await client.GetAsync("/api/v1/users")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Lets_in_again_an_admin_who_was_deactivated()
    {
        await using var application = new RagApplication();
        await application.AddUserAsync("ana@example.com", isActive: false);

        var (status, _, _) = await RunAsync(["--email", "ana@example.com", "--force"], Password, application.StorageFolder);

        Assert.That(status, Is.Zero);
        await application.LoginAsync("ana@example.com", Password);
    }

    [TestCase("ana@example.com", "weak", 1, "password")]
    [TestCase("no address", Password, 1, "email")]
    [TestCase("ana@example.com", "", 64, "standard input")]
    public async Task Refuses_what_the_routes_refuse(string email, string password, int expected, string named)
    {
        var (status, output, errors) = await RunAsync(["--email", email, "--force"], password, _folder.Path);

        Assert.That((status, output), Is.EqualTo((expected, "")));
        Assert.That(errors, Does.Contain(named).And.Not.Contain("   at "));
    }

    [TestCase("")]
    [TestCase("--email")]
    [TestCase("--email ana@example.com --mail")]
    [TestCase("--email ana@example.com --password Secreta-2026")]
    public async Task Says_how_it_is_used(string arguments)
    {
        var (status, output, errors) = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), Password, _folder.Path);

        Assert.That((status, output), Is.EqualTo((64, "")));
        Assert.That(errors, Does.StartWith("Usage: Rag.Api create-admin --email"));
    }

    [TestCase("--PORT=many", "PORT is \"many\"")]
    [TestCase("--MONGO_URI=mongodb://user:sesame@mongo", "MONGO_URI")]
    [TestCase("--STORAGE_DIR=/dev/null/storage", "/dev/null/storage")]
    public async Task A_fault_of_the_configuration_is_a_sentence_and_status_78(string setting, string named)
    {
        var (status, _, errors) = await RunAsync(["--email", "ana@example.com", setting], Password, _folder.Path);

        Assert.That(status, Is.EqualTo(78));
        Assert.That(errors, Does.Contain(named).And.Not.Contain("sesame").And.Not.Contain("   at "));
    }

    private async Task<(int Status, string Output, string Errors)> RunAsync(string[] arguments, string input, string storage)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Rag.Api.dll"), "create-admin", .. arguments])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in SettingsTable.Rows.SelectMany(row => new[] { row.Name, row.OtherName }).OfType<string>())
        {
            start.Environment.Remove(name);
        }

        start.Environment["STORAGE_DIR"] = storage;
        using var deadline = new CancellationTokenSource(Deadline, TimeProvider.System);
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
            try
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), deadline.Token);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It ended before it read its input, which is its right when it was called wrongly.
            }

            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, (await output).Trim(), (await errors).Trim());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
