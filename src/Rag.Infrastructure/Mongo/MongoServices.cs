using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rag.Application.Auth;
using Rag.Application.Bots;
using Rag.Application.Chat;
using Rag.Application.Consistency;
using Rag.Application.Costs;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Passages;
using Rag.Application.Users;

namespace Rag.Infrastructure.Mongo;

public static class MongoServices
{
    /// <summary>MongoDB behind every port of the stored state.</summary>
    public static IServiceCollection AddMongo(this IServiceCollection services)
    {
        services.AddOptions<MongoOptions>().BindConfiguration(MongoOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MongoPreparation>();
        services.AddSingleton<MongoDatabase>();
        services.AddHostedService<MongoStart>();
        services.AddSingleton<IDocumentRepository, MongoDocumentRepository>();
        services.AddSingleton<IIngestionQueue, MongoIngestionQueue>();
        services.AddSingleton<IPassageRepository, MongoPassageRepository>();
        services.AddSingleton<IMessageRepository, MongoMessageRepository>();
        services.AddSingleton<IConversationRepository, MongoConversationRepository>();
        services.AddSingleton<IConversationFigures, MongoConversationFigures>();
        services.AddSingleton<ITraceRepository, MongoTraceRepository>();
        services.AddSingleton<ITokenLedger, MongoTokenLedger>();
        services.AddSingleton<IBotRepository, MongoBotRepository>();
        services.AddSingleton<ILeaseRepository, MongoLeaseRepository>();
        services.AddSingleton<IUserRepository, MongoUserRepository>();
        services.AddSingleton<ISessionRepository, MongoSessionRepository>();
        services.AddSingleton<MongoDocumentFileStore>();
        services.AddHostedService<UnfinishedUploads>();
        services.AddSingleton<MongoVectorIndex>();
        services.AddHealthChecks().AddCheck<MongoHealthCheck>("database");
        return services;
    }
}
