using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Rag.Api.Errors;
using Rag.Application;
using Rag.Domain.Documents;
using Rag.Domain.Results;

namespace Rag.Api.FunctionalTests.Errors;

public sealed partial class WordingTests
{
    private static readonly Assembly[] Ours = [typeof(Error).Assembly, typeof(ApplicationServices).Assembly, typeof(Wording).Assembly];

    [TestCase("es", "es")]
    [TestCase("es-AR,es;q=0.9,en;q=0.8", "es")]
    [TestCase("en-US,en;q=0.9,es;q=0.8", "en")]
    [TestCase("fr, es;q=0.5", "es")]
    [TestCase("es, en", "es")]
    [TestCase("en, es", "en")]
    [TestCase("fr, es, en", "es")]
    [TestCase("est, en, es", "en")]
    [TestCase("es;q=0", "en")]
    [TestCase("*", "en")]
    [TestCase("", "en")]
    [TestCase(";;q=,", "en")]
    public void Takes_the_language_that_the_client_prefers(string accepted, string expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptLanguage = accepted;

        Assert.That(Wording.For(request).Language, Is.EqualTo(expected));
    }

    [Test]
    public void Has_every_sentence_of_every_error_in_Spanish()
    {
        var sentences = Catalogues().SelectMany(error => error.Fields.Select(field => field.Message).Append(error.Template))
            .Concat(((int[])[400, 401, 403, 404, 405, 408, 413, 415, 500]).Select(status => Problem.Of(status).Detail))
            .Concat(ValidatorMessages())
            .Concat(Confirmed())
            .Distinct()
            .ToList();

        Assert.Multiple(() =>
        {
            Assert.That(sentences, Has.Count.GreaterThan(40));
            Assert.That(sentences.Where(sentence => !Wording.SpanishTable.ContainsKey(sentence)), Is.Empty);
        });
    }

    [Test]
    public void Keeps_the_arguments_of_a_sentence_in_Spanish()
    {
        foreach (var (english, spanish) in Wording.SpanishTable)
        {
            Assert.That(Placeholder().Matches(spanish).Select(match => match.Value), Is.EquivalentTo(Placeholder().Matches(english).Select(match => match.Value)), english);
        }
    }

    [Test]
    public async Task Answers_a_refusal_in_Spanish_with_the_same_code()
    {
        await using var application = new RagApplication();
        using var client = application.Client();
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("es"));

        using var wrong = await client.PostAsJsonAsync("api/v1/auth/login", new { email = "ana@example.com", password = "x" });
        using var longer = await client.PostAsJsonAsync("api/v1/auth/login", new { email = new string('a', 400) + "@example.com", password = "x" });
        using var empty = await client.PostAsJsonAsync("api/v1/chat/stream", new { input = "" });
        var problem = await wrong.Content.ReadFromJsonAsync<JsonElement>();
        var tooLong = await longer.Content.ReadFromJsonAsync<JsonElement>();
        var invalid = await empty.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Multiple(() =>
        {
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("invalid_credentials"));
            Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("contraseña"));
            Assert.That(wrong.Content.Headers.ContentLanguage, Is.EqualTo((string[])["es"]));
            Assert.That(tooLong.GetProperty("detail").GetString(), Is.EqualTo("email: Debe tener como máximo 320 caracteres."));
            Assert.That(invalid.GetProperty("detail").GetString(), Does.StartWith("input: La pregunta"));
            Assert.That(invalid.GetProperty("errors")[0].GetProperty("msg").GetString(), Does.StartWith("La pregunta"));
        });
    }

    [Test]
    public async Task Puts_a_name_into_a_Spanish_sentence_as_it_was_sent()
    {
        await using var application = new RagApplication();
        using var client = await application.SignedInAsync();
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("es"));

        using var response = await client.GetAsync("api/v1/pdfs/status/" + Uri.EscapeDataString("señal {0} {1}.pdf"));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.That(problem.GetProperty("detail").GetString(), Is.EqualTo("No hay ningún documento llamado \"señal {0} {1}.pdf\"."));
    }

    /// <summary>Each factory of each catalogue, called with arguments that only have to fit.</summary>
    private static IEnumerable<Error> Catalogues() =>
        from type in Ours.SelectMany(assembly => assembly.GetTypes())
        where type.Name.EndsWith("Errors", StringComparison.Ordinal) || type.Namespace == typeof(Wording).Namespace
        from member in type.GetMembers(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let error = member switch
        {
            MethodInfo { ReturnType: var returned } method when returned == typeof(Error) && method.Name != "Invalid" =>
                method.Invoke(null, [.. method.GetParameters().Select(Argument)]),
            FieldInfo { FieldType: var held } field when held == typeof(Error) => field.GetValue(null),
            _ => null,
        }
        where error is not null
        select (Error)error;

    private static IEnumerable<string> Confirmed() =>
        from method in typeof(Confirmations).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        select ((Sentence)method.Invoke(null, [.. method.GetParameters().Select(Argument)])!).Template;

    private static object? Argument(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "tarifas.pdf"
        : parameter.ParameterType == typeof(DocumentId) ? DocumentId.New()
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : null;

    private static IEnumerable<string> ValidatorMessages()
    {
        using var services = new ServiceCollection().AddLogging().AddApplication().BuildServiceProvider();
        return
        [
            .. from type in typeof(ApplicationServices).Assembly.GetTypes()
               where typeof(IValidator).IsAssignableFrom(type) && !type.IsAbstract
               let validator = (IValidator)ActivatorUtilities.CreateInstance(services, type)
               from rules in validator.CreateDescriptor().Rules
               from component in rules.Components
               where component.Validator is not IChildValidatorAdaptor // says nothing itself; its rules are a type of their own
               select Numbered(component.GetUnformattedErrorMessage()),
        ];
    }

    private static string Numbered(string template)
    {
        var number = 0;
        return NamedPlaceholder().Replace(template, _ => $"{{{number++}}}");
    }

    [GeneratedRegex(@"\{[A-Z]\w+\}")]
    private static partial Regex NamedPlaceholder();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
