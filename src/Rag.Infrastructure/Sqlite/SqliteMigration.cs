using System.Globalization;

namespace Rag.Infrastructure.Sqlite;

/// <summary>One step of the schema, from version <c>Number - 1</c> to <c>Number</c>.</summary>
internal sealed record SqliteMigration(int Number, string Sql)
{
    private const string Folder = "Rag.Infrastructure.Sqlite.Migrations.";

    /// <summary>The files of the folder Migrations, which are part of the assembly, by number: 0001_first.sql is version 1.</summary>
    public static IReadOnlyList<SqliteMigration> All { get; } = ReadAll();

    private static List<SqliteMigration> ReadAll()
    {
        var assembly = typeof(SqliteMigration).Assembly;
        var migrations = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var number = int.Parse(name.AsSpan(Folder.Length, 4), NumberStyles.None, CultureInfo.InvariantCulture);
                return new SqliteMigration(number, reader.ReadToEnd());
            })
            .ToList();

        // user_version counts them: a gap or a number given twice would skip a step silently.
        return migrations.Select(migration => migration.Number).SequenceEqual(Enumerable.Range(1, migrations.Count))
            ? migrations
            : throw new InvalidOperationException("The migrations are not numbered 1, 2, 3 and so on.");
    }
}
