using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation.Resources;
using FluentValidation.Results;

namespace Rag.Application.Pipeline;

/// <summary>
/// What the library's own rules say, in our words: without the property's name, which stands beside the message anyway, and as a
/// template whose arguments can be put into another language.
/// </summary>
internal sealed partial class FieldMessages : LanguageManager
{
    private static readonly Dictionary<string, string> Templates = new()
    {
        ["NotNullValidator"] = "Field required.",
        ["NotEmptyValidator"] = "Must not be empty.",
        ["EmailValidator"] = "Must be an e-mail address.",
        ["MaximumLengthValidator"] = "Must have at most {MaxLength} characters.",
        ["MinimumLengthValidator"] = "Must have at least {MinLength} characters.",
        ["LengthValidator"] = "Must have {MinLength} to {MaxLength} characters.",
        ["InclusiveBetweenValidator"] = "Must be from {From} to {To}.",
        ["GreaterThanOrEqualValidator"] = "Must be at least {ComparisonValue}.",
        ["LessThanOrEqualValidator"] = "Must be at most {ComparisonValue}.",
        ["GreaterThanValidator"] = "Must be more than {ComparisonValue}.",
        ["RegularExpressionValidator"] = "Not a valid value.",
        ["PredicateValidator"] = "Not a valid value.",
        ["EnumValidator"] = "Not a valid value.",
    };

    public override string GetString(string key, CultureInfo? culture = null) =>
        Templates.TryGetValue(key, out var template) ? template : base.GetString(key, CultureInfo.InvariantCulture);

    /// <summary>The template with {0}, {1} and their arguments; a message of a validator's own comes back as it is.</summary>
    public static (string Template, IReadOnlyList<string> Arguments) Of(ValidationFailure failure)
    {
        var placeholders = failure.FormattedMessagePlaceholderValues;
        foreach (var template in Templates.Values.Where(template => template.Contains('{', StringComparison.Ordinal)))
        {
            var arguments = Placeholder().Matches(template)
                .Select(match => Convert.ToString(placeholders?.GetValueOrDefault(match.Groups["name"].Value), CultureInfo.InvariantCulture) ?? "")
                .ToArray();
            var numbered = Numbered(template);
            if (Domain.Results.Sentence.Fill(numbered, arguments) == failure.ErrorMessage)
            {
                return (numbered, arguments);
            }
        }

        return (failure.ErrorMessage, []);
    }

    /// <summary>A template of the library's kind, {MaxLength}, as one of ours, {0}.</summary>
    public static string Numbered(string template)
    {
        var number = 0;
        return Placeholder().Replace(template, _ => $"{{{number++.ToString(CultureInfo.InvariantCulture)}}}");
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
