using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Rag.Api.Configuration;
using Rag.Api.Edge;
using Rag.Api.RateLimits;
using Rag.Application.Auth;
using Rag.Application.Bots;
using Rag.Application.Chat;
using Rag.Application.Costs;
using Rag.Application.Documents;
using Rag.Application.Ingestion;
using Rag.Application.Retrieval;
using Rag.Infrastructure;
using Rag.Infrastructure.Mongo;
using Rag.Infrastructure.Redis;
using RangeAttribute = System.ComponentModel.DataAnnotations.RangeAttribute;

namespace Rag.Api.FunctionalTests.Configuration;

/// <summary>The table and the options classes say the same; whoever changes one hears of the other here.</summary>
public sealed class SettingsTableTests
{
    private static readonly Dictionary<string, Type> Sections = new()
    {
        [ServerOptions.Section] = typeof(ServerOptions),
        [DocsOptions.Section] = typeof(DocsOptions),
        [MetricsOptions.Section] = typeof(MetricsOptions),
        [CrossOriginOptions.Section] = typeof(CrossOriginOptions),
        [ProxyOptions.Section] = typeof(ProxyOptions),
        [RateLimitOptions.Section] = typeof(RateLimitOptions),
        [AuthOptions.Section] = typeof(AuthOptions),
        [BotOptions.Section] = typeof(BotOptions),
        [ConversationOptions.Section] = typeof(ConversationOptions),
        [ModelOptions.Section] = typeof(ModelOptions),
        [CostOptions.Section] = typeof(CostOptions),
        [AnswerCacheOptions.Section] = typeof(AnswerCacheOptions),
        [DocumentOptions.Section] = typeof(DocumentOptions),
        [ChunkingOptions.Section] = typeof(ChunkingOptions),
        [IngestionOptions.Section] = typeof(IngestionOptions),
        [RetrievalOptions.Section] = typeof(RetrievalOptions),
        [StorageOptions.Section] = typeof(StorageOptions),
        [MongoOptions.Section] = typeof(MongoOptions),
        [RedisOptions.Section] = typeof(RedisOptions),
    };

    // Bound by adapters whose options are their own.
    private static readonly string[] AdapterSections = ["Chroma", "OpenAi", "AzureOpenAi", "Embedding"];

    // Not for operators: how the queue works.
    private static readonly string[] WithoutVariable = ["Ingestion:Lease", "Ingestion:MaxAttempts"];

    private static IEnumerable<Setting> Bound => SettingsTable.Rows.Where(row => row.Key is not null && Sections.ContainsKey(row.Key.Split(':')[0]));

    [Test]
    public void Every_row_goes_to_a_property_that_exists()
    {
        var lost = SettingsTable.Rows.Where(row => row.Key is not null
            && !AdapterSections.Contains(row.Key.Split(':')[0])
            && Property(row) is null);

        Assert.That(lost.Select(row => row.Name), Is.Empty);
    }

    [Test]
    public void Every_property_that_can_be_set_has_a_row()
    {
        var properties = from section in Sections
                         from property in section.Value.GetProperties()
                             // Lists without a setter are filled.
                         where property.CanWrite || property.PropertyType == typeof(IList<ModelPrice>)
                         select $"{section.Key}:{property.Name}";

        Assert.That(properties.Except(WithoutVariable), Is.EquivalentTo(Bound.Select(row => row.Key)));
    }

    [TestCaseSource(nameof(Bound))]
    public void The_default_in_the_table_is_the_default_of_the_property(object row)
    {
        var setting = (Setting)row;
        if (setting.Name is "APP_VERSION" or "MODEL_TYPE" or "CORS_ORIGINS")
        {
            Assert.Pass("Its default depends on the build or on other variables.");
        }

        var options = Activator.CreateInstance(Property(setting)!.DeclaringType!)!;
        var own = Property(setting)!.GetValue(options);
        new ConfigurationBuilder().AddInMemoryCollection(SettingsReader.Resolve([], []).ToConfiguration()).Build()
            .GetSection(setting.Key!.Split(':')[0]).Bind(options);

        Assert.That(Property(setting)!.GetValue(options), Is.EqualTo(own));
    }

    [TestCaseSource(nameof(Bound))]
    public void The_range_in_the_table_is_the_range_of_the_property(object row)
    {
        var setting = (Setting)row;
        var range = Property(setting)!.GetCustomAttribute<RangeAttribute>();
        (double, double)? inTable = (setting.Kind is AutoOrSetting auto ? auto.Other : setting.Kind) switch
        {
            WholeSetting whole when setting.Name != "PORT" => (whole.Least, whole.Most),
            NumberSetting number => (number.Least, number.Most),
            _ => null,
        };

        Assert.That(
            range is null ? ((double, double)?)null : (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture)),
            Is.EqualTo(inTable));
    }

    [Test]
    public void Names_are_upper_case_and_said_once()
    {
        var names = SettingsTable.Rows.SelectMany(row => new[] { row.Name, row.OtherName }).OfType<string>().ToList();

        Assert.That(names, Is.Unique);
        Assert.That(names, Is.All.Matches<string>(name => name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_')));
    }

    private static PropertyInfo? Property(Setting setting) =>
        setting.Key!.Split(':') is [var section, var name] && Sections.TryGetValue(section, out var type) ? type.GetProperty(name) : null;
}
