using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MongoDB.Bson;
using MongoDB.Driver;
using Rag.Api.Configuration;
using Rag.Api.Startup;
using Rag.Application.Auth;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Retrieval;
using Rag.Application.Users;
using Rag.Domain.Users;
using Rag.Infrastructure.Embeddings;
using Rag.Infrastructure.Identity;
using Rag.Infrastructure.Onnx;
using Rag.Testing;
using Serilog.Core;

namespace Rag.Api.FunctionalTests;

/// <summary>
/// The real application on Kestrel and a free port, in a storage folder of its own. What the machine's environment says is kept
/// out: every variable that a test does not set is unset.
/// </summary>
internal sealed class RagApplication : WebApplicationFactory<Program>
{
    public const string AdminEmail = "admin@example.com";
    public const string Password = "Secreta-2026";
    public const string JwtSecret = "a-test-secret-of-more-than-32-bytes";

    // bcrypt's least: a login takes a millisecond. What the real cost does is asserted where it matters.
    private static readonly BcryptPasswordHasher QuickHasher = new(cost: 4);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _settings = SettingsTable.Rows.ToDictionary(row => row.Name, _ => "");
    private readonly List<Action<IServiceCollection>> _services = [];
    private BackendKind? _backend;

    public RagApplication()
    {
        foreach (var other in SettingsTable.Rows.Select(row => row.OtherName).OfType<string>())
        {
            _settings[other] = "";
        }

        With("HOST", "127.0.0.1").With("PORT", "0").With("STORAGE_DIR", _folder.Path)
            .With("ENVIRONMENT", "development").With("JWT_SECRET", JwtSecret)
            // Two applications at once cannot have one port, and what one counts the other would show too.
            .With("ENABLE_METRICS", "false")
            // Tests ask one question several times, and mean the model each time.
            .With("ENABLE_CACHE", "false")
            // Time stands still in here: whoever asks often would be refused.
            .With("RATE_LIMIT_MAX_REQUESTS", "1000000")
            .With("ADMIN_EMAIL", AdminEmail).With("ADMIN_PASSWORD", Password);
        UseKestrel();
        if (Backend.OfTestRun is { } backend)
        {
            On(backend);
        }
    }

    public FakeTimeProvider Time { get; } = new(A.Time);

    public FakeEmbeddingModel Embedder { get; } = new();

    public CollectedLog Log { get; } = new();

    public Uri Address
    {
        get
        {
            return new Uri(Addresses.First());
        }
    }

    /// <summary>With ENABLE_METRICS=true.</summary>
    public Uri MetricsAddress => new(Addresses.Last());

    private ICollection<string> Addresses
    {
        get
        {
            StartServer();
            return Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        }
    }

    /// <summary>With its stored state in MongoDB instead of SQLite. Two with one storage folder have one database too.</summary>
    public RagApplication OnMongo() => On(BackendKind.Mongo);

    /// <summary>With servers of the test run. Two with one storage folder have one database and collection too.</summary>
    public RagApplication On(BackendKind backend)
    {
        _backend = backend;
        return OnServersOf(_settings["STORAGE_DIR"]);
    }

    /// <summary>As another instance beside this one: the same servers, another storage folder.</summary>
    public RagApplication Another() => new RagApplication().OnServersOf(this);

    /// <summary>As <see cref="Another"/>, for one that is there already.</summary>
    public RagApplication OnServersOf(RagApplication other) => On(other._backend!.Value).OnServersOf(other._settings["STORAGE_DIR"]);

    private RagApplication OnServersOf(string folder)
    {
        foreach (var (name, value) in Backend.Settings(_backend!.Value, folder))
        {
            _settings[name] = value;
        }

        return this;
    }

    /// <summary>Its database, with <see cref="OnMongo"/>.</summary>
    public IMongoDatabase Database() => new MongoClient(_settings["MONGO_URI"]).GetDatabase(_settings["MONGO_DATABASE_NAME"]);

    /// <summary>Files and pieces of files in GridFS.</summary>
    public async Task<int> CountFilesInDatabaseAsync() => _settings["MONGO_URI"].Length == 0 ? 0 : (int)Math.Max(
        await Database().GetCollection<BsonDocument>("pdfs.files").CountDocumentsAsync(new BsonDocument()),
        await Database().GetCollection<BsonDocument>("pdfs.chunks").CountDocumentsAsync(new BsonDocument("n", 0)));

    /// <summary>For tests that look into the folder of the PDFs, whatever stores the test run is on.</summary>
    public RagApplication WithFilesOnDisk() => With("PDFS_STORAGE", "disk");

    public RagApplication With(string variable, string value)
    {
        _settings[variable] = value;
        return variable == "STORAGE_DIR" && _backend is not null ? OnServersOf(value) : this;
    }

    public RagApplication With(Action<IServiceCollection> services)
    {
        _services.Add(services);
        return this;
    }

    /// <summary>With the real default model and a worker whose end can be waited for by <see cref="SettledAsync"/>.</summary>
    public RagApplication WithRealModel() => WithWatchedWorker().With(services =>
    {
        services.AddSingleton<IEmbeddingModel>(SharedEmbeddingModel.Loaded);
        services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(SharedEmbeddingModel.Loaded);
    });

    /// <summary>With the model that made the index or that EMBEDDING_MODEL names, and a worker as above.</summary>
    public RagApplication WithOwnEmbedder() => WithWatchedWorker().With(services =>
        services.AddSingleton<IEmbeddingModel>(provider => provider.GetRequiredService<ModelInForce>()).AddHostedService<IndexModelLoading>());

    private RagApplication WithWatchedWorker() => With("MAX_CONCURRENT_TASKS", "1").With(services =>
    {
        var queue = services.Last(service => service.ServiceType == typeof(IIngestionQueue)).ImplementationType!;
        services.AddSingleton(queue);
        services.AddSingleton(provider => new WatchedQueue(
            (IIngestionQueue)provider.GetRequiredService(queue), provider.GetRequiredService<IDocumentRepository>()));
        services.AddSingleton<IIngestionQueue>(provider => provider.GetRequiredService<WatchedQueue>());
    });

    /// <summary>Returns when every document is ready or failed and nothing is being cleaned up.</summary>
    public Task SettledAsync() => Services.GetRequiredService<WatchedQueue>().WhenSettledAsync();

    /// <summary>The storage folder goes on to a second start.</summary>
    public string StorageFolder => _folder.Path;

    /// <summary>With the routes of <see cref="ProbeController"/>.</summary>
    public RagApplication WithProbes() =>
        With(services => services.AddMvcCore().AddApplicationPart(typeof(ProbeController).Assembly));

    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async Task<Tokens> LoginAsync(string email = AdminEmail, string password = Password)
    {
        using var client = Client();
        var response = await client.PostAsJsonAsync("/api/v1/auth/login", new { email, password });
        response.EnsureSuccessStatusCode();
        return Tokens.Of((await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    /// <summary>A client that is signed in as the first admin, or as another user.</summary>
    public async Task<HttpClient> SignedInAsync(string email = AdminEmail) => Client((await LoginAsync(email)).Access);

    public async Task<User> AddUserAsync(string email, bool isAdmin = false, bool isActive = true, string password = Password)
    {
        StartServer();
        var user = new User
        {
            Id = UserId.New(),
            Username = email.Split('@')[0],
            Email = email,
            HashedPassword = QuickHasher.Hash(password),
            IsAdmin = isAdmin,
            IsActive = isActive,
            CreatedAt = Time.GetUtcNow(),
            UpdatedAt = Time.GetUtcNow(),
        };
        Assert.That(await Services.GetRequiredService<IUserRepository>().AddAsync(user, CancellationToken.None));
        return user;
    }

    public Task SaveUserAsync(User user) => Services.GetRequiredService<IUserRepository>().ChangeAsync(user.Id, _ => user, CancellationToken.None);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Time);
            // Time stands still: a stop would wait for it.
            services.PostConfigure<StopOptions>(stop => stop.Notice = TimeSpan.Zero);
            // Seventy megabytes that most tests do not ask anything of.
            services.Remove(services.Single(service => service.ImplementationType == typeof(EmbeddingModelLoading)));
            services.Remove(services.Single(service => service.ImplementationType == typeof(IndexModelLoading)));
            services.AddSingleton<IEmbeddingModel>(Embedder);
            services.AddSingleton<IPasswordHasher>(QuickHasher);
            services.AddSingleton<ILogEventSink>(Log);
            _services.ForEach(configure => configure(services));
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Dispose();
    }
}

internal sealed record Tokens(string Access, string Refresh)
{
    public static Tokens Of(JsonObject answer) => new((string)answer["access_token"]!, (string)answer["refresh_token"]!);
}
