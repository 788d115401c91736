using System.Text;

namespace Rag.Api.Commands;

internal static class PasswordPrompt
{
    /// <summary>The first line of standard input; asked for, and not shown while it is typed, where a person sits there.</summary>
    public static string? Read()
    {
        if (!Console.IsInputRedirected)
        {
            return ReadTyped();
        }

        // UTF-8 whatever the locale is: the password must be the same bytes that a browser sends.
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        return input.ReadLine();
    }

    private static string ReadTyped()
    {
        Console.Error.Write("Password: ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
