using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Rag.Infrastructure.Sqlite;

/// <summary>How ids and times are written into columns and read from them.</summary>
internal static class SqliteValues
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    /// <summary>Keeps every tick and sorts as text.</summary>
    public static string ToColumn(this DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string? ToColumn(this DateTimeOffset? time) => time?.ToColumn();

    public static string ToColumn(this Guid id) => id.ToString("D");

    public static string? ToColumn(this Guid? id) => id?.ToColumn();

    public static string Text(this SqliteDataReader row, string column) => row.GetString(row.GetOrdinal(column));

    public static string? TextOrNull(this SqliteDataReader row, string column) => row.IsNull(column) ? null : row.Text(column);

    public static int Int(this SqliteDataReader row, string column) => row.GetInt32(row.GetOrdinal(column));

    public static int? IntOrNull(this SqliteDataReader row, string column) => row.IsNull(column) ? null : row.Int(column);

    public static long Long(this SqliteDataReader row, string column) => row.GetInt64(row.GetOrdinal(column));

    public static double Real(this SqliteDataReader row, string column) => row.GetDouble(row.GetOrdinal(column));

    public static bool Flag(this SqliteDataReader row, string column) => row.GetInt64(row.GetOrdinal(column)) != 0;

    public static Guid Id(this SqliteDataReader row, string column) => Guid.ParseExact(row.Text(column), "D");

    public static Guid? IdOrNull(this SqliteDataReader row, string column) => row.IsNull(column) ? null : row.Id(column);

    public static DateTimeOffset Time(this SqliteDataReader row, string column) => DateTimeOffset.ParseExact(
        row.Text(column), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, string column) => row.IsNull(column) ? null : row.Time(column);

    public static bool IsNull(this SqliteDataReader row, string column) => row.IsDBNull(row.GetOrdinal(column));
}
