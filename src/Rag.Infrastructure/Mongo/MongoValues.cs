using System.Globalization;
using MongoDB.Bson;

namespace Rag.Infrastructure.Mongo;

/// <summary>
/// How ids, times and what may be missing are written into documents and read from them. Times are BSON dates, as the old backend's:
/// milliseconds are kept. Its ids are ObjectIds; they are the first twelve bytes of an id whose last four are zero.
/// </summary>
internal static class MongoValues
{
    private const int OldIdBytes = 12;

    public static BsonValue ToBson(this DateTimeOffset time) => new BsonDateTime(time.ToUnixTimeMilliseconds());

    public static BsonValue ToBson(this DateTimeOffset? time) => time is { } known ? known.ToBson() : BsonNull.Value;

    /// <summary>For "not before" and "before": the first whole millisecond from there on, because those that are stored are whole.</summary>
    public static BsonValue ToBound(this DateTimeOffset time) =>
        new BsonDateTime(time.ToUnixTimeMilliseconds() + (time.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1));

    public static BsonValue ToBson(this Guid id) => id.ToString("D");

    public static BsonValue ToBson(this Guid? id) => id is { } known ? known.ToBson() : BsonNull.Value;

    public static BsonValue ToBson(this string? text) => text is null ? BsonNull.Value : text;

    /// <summary>What finds a document by its _id, whoever made it. The old backend's are ObjectIds, or their text after an import.</summary>
    public static BsonDocument ById(this Guid id)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        return new BsonDocument("_id", bytes.AsSpan(OldIdBytes).ContainsAnyExcept((byte)0)
            ? id.ToBson()
            : new BsonDocument("$in", new BsonArray { new ObjectId(bytes[..OldIdBytes]), Convert.ToHexStringLower(bytes[..OldIdBytes]), id.ToBson() }));
    }

    public static Guid ToId(this BsonValue value) => value switch
    {
        BsonObjectId old => FromOld(old.Value.ToByteArray()),
        BsonString { Value.Length: 2 * OldIdBytes } text when ObjectId.TryParse(text.Value, out var old) => FromOld(old.ToByteArray()),
        _ => Guid.Parse(value.AsString),
    };

    public static DateTimeOffset ToTime(this BsonValue value) => value.IsString
        ? DateTimeOffset.Parse(value.AsString, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : new DateTimeOffset(value.ToUniversalTime(), TimeSpan.Zero);

    public static string Text(this BsonDocument document, string name) => document[name].AsString;

    public static string? TextOrNull(this BsonDocument document, string name) => document.Find(name) is { IsString: true } value ? value.AsString : null;

    public static bool Flag(this BsonDocument document, string name, bool otherwise) => document.Find(name)?.ToBoolean() ?? otherwise;

    // A server may hand a whole number back as another numeric type than it was given.
    public static int Int(this BsonDocument document, string name) => document.Find(name)?.ToInt32() ?? 0;

    public static int? IntOrNull(this BsonDocument document, string name) => document.Find(name)?.ToInt32();

    public static long Long(this BsonDocument document, string name) => document.Find(name)?.ToInt64() ?? 0;

    public static Guid Id(this BsonDocument document, string name) => document[name].ToId();

    public static Guid? IdOrNull(this BsonDocument document, string name) => document.Find(name)?.ToId();

    public static DateTimeOffset Time(this BsonDocument document, string name) => document[name].ToTime();

    public static DateTimeOffset? TimeOrNull(this BsonDocument document, string name) => document.Find(name)?.ToTime();

    public static BsonDocument? DocumentOrNull(this BsonDocument document, string name) => document.Find(name) as BsonDocument;

    /// <summary>Null where it is missing or null.</summary>
    public static BsonValue? Find(this BsonDocument document, string name) =>
        document.TryGetValue(name, out var value) && !value.IsBsonNull ? value : null;

    private static Guid FromOld(byte[] old) => new([.. old, 0, 0, 0, 0], bigEndian: true);
}
