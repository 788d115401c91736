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

namespace Rag.Infrastructure.Sqlite;

public static class SqliteServices
{
    /// <summary>The embedded document store: one file, every port of the stored state.</summary>
    public static IServiceCollection AddSqlite(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<LostClaims>();
        services.AddHostedService<SqliteStart>();
        services.AddSingleton<IDocumentRepository, SqliteDocumentRepository>();
        services.AddSingleton<IIngestionQueue, SqliteIngestionQueue>();
        services.AddSingleton<IPassageRepository, SqlitePassageRepository>();
        services.AddSingleton<IMessageRepository, SqliteMessageRepository>();
        services.AddSingleton<IConversationRepository, SqliteConversationRepository>();
        services.AddSingleton<IConversationFigures, SqliteConversationFigures>();
        services.AddSingleton<ITraceRepository, SqliteTraceRepository>();
        services.AddSingleton<ITokenLedger, SqliteTokenLedger>();
        services.AddSingleton<IBotRepository, SqliteBotRepository>();
        services.AddSingleton<ILeaseRepository, SqliteLeaseRepository>();
        services.AddSingleton<IUserRepository, SqliteUserRepository>();
        services.AddSingleton<ISessionRepository, SqliteSessionRepository>();
        services.AddHealthChecks().AddCheck<SqliteHealthCheck>("database");
        return services;
    }
}
