using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation.Internal;
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

    /// <summary>A failure's message with {0}, {1} for its placeholders, and what they stand for.</summary>
    public static (string Template, IReadOnlyList<string> Arguments) Of(ValidationFailure failure)
    {
        var arguments = new List<string>();
        var template = Placeholder().Replace(failure.ErrorMessage, match =>
        {
            if (!failure.FormattedMessagePlaceholderValues.TryGetValue(match.Groups["name"].Value, out var value))
            {
                return match.Value;
            }

            arguments.Add(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            return string.Create(CultureInfo.InvariantCulture, $"{{{arguments.Count - 1}}}");
        });
        return (template, arguments);
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

/// <summary>Leaves messages as templates: they are put into words where the language of the reader is known.</summary>
internal sealed class UnformattedMessages : MessageFormatter
{
    public override string BuildMessage(string messageTemplate) => messageTemplate;
}
