using Microsoft.Playwright;
using Rag.Testing;

namespace Rag.Browser.Tests;

/// <summary>What a model or a file name says is text, whatever it looks like.</summary>
public sealed class InjectionTests
{
    private const string Hostile =
        """
        <script>window.hacked = 1</script><img src=x onerror="window.hacked = 2"> <b>no</b> [1]

        [press](javascript:window.hacked=3) [data](data:text/html,<script>1</script>) ![x](http://evil.example/pixel.png) **<u>bold</u>**

        <iframe srcdoc="<script>parent.hacked = 4</script>"></iframe>
        """;

    [Test]
    public async Task Markup_of_the_model_and_of_a_file_name_never_executes()
    {
        const string name = "<img src=x onerror=window.hacked=5>.pdf";
        await using var company = await Company.OpenAsync(document: name);
        company.Model.Default = ModelScript.Tokens(Hostile);
        await using var visit = await Chromium.VisitAsync(company.Application);
        var page = visit.Page;
        var foreign = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(company.Application.Address.ToString(), StringComparison.Ordinal))
            {
                foreign.Add(request.Url);
            }
        };

        await page.GotoAsync("/chat");
        await page.Locator("#question").FillAsync("¿Cuál es el plazo de devolución?");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".tools")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".answer .text")).ToContainTextAsync("<script>window.hacked = 1</script>");
        await page.Locator(".sources button").First.ClickAsync();
        await Assertions.Expect(page.Locator("#source-title")).ToHaveTextAsync(name);

        Assert.That(await page.EvaluateAsync<object?>("window.hacked"), Is.Null);
        Assert.That(await page.Locator("#log :is(script, img, iframe, b:not(.sources b), u)").CountAsync(), Is.Zero);
        Assert.That(await page.Locator("#log a[href^='javascript'], #log a[href^='data']").CountAsync(), Is.Zero);
        Assert.That(foreign.Where(url => !url.StartsWith("data:image/svg+xml", StringComparison.Ordinal)), Is.Empty);
        Assert.That(visit.Faults, Is.Empty);
    }

    [TestCase("a **b** *c* `d`", "<p dir=\"auto\">a <strong>b</strong> <em>c</em> <code>d</code></p>")]
    [TestCase("2 * 3 * 4 and snake_case_name", "<p dir=\"auto\">2 * 3 * 4 and snake_case_name</p>")]
    [TestCase("# T\ntext", "<h3 dir=\"auto\">T</h3><p dir=\"auto\">text</p>")]
    [TestCase("- a\n- b\n  - c", "<ul dir=\"auto\"><li>a</li><li>b<ul dir=\"auto\"><li>c</li></ul></li></ul>")]
    [TestCase("3. a\n4. b", "<ol dir=\"auto\" start=\"3\"><li>a</li><li>b</li></ol>")]
    [TestCase("```js\n<b>&\n```\nend", "<pre tabindex=\"0\" dir=\"ltr\"><code>&lt;b&gt;&amp;</code></pre><p dir=\"auto\">end</p>")]
    [TestCase("```\nopen", "<pre tabindex=\"0\" dir=\"ltr\"><code>open</code></pre>")]
    [TestCase("> q\n> r", "<blockquote dir=\"auto\"><p dir=\"auto\">q<br>r</p></blockquote>")]
    [TestCase("|a|b|\n|-|-|\n|1|2|",
        "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th scope=\"col\" dir=\"auto\">a</th><th scope=\"col\" dir=\"auto\">b</th></tr></thead><tbody><tr><td dir=\"auto\">1</td><td dir=\"auto\">2</td></tr></tbody></table></div>")]
    [TestCase("[x](https://e.org/a)", "<p dir=\"auto\"><a href=\"https://e.org/a\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a></p>")]
    [TestCase("[x](javascript:alert(1))", "<p dir=\"auto\">[x](javascript:alert(1))</p>")]
    [TestCase("[x](JaVaScRiPt:alert)", "<p dir=\"auto\">[x](JaVaScRiPt:alert)</p>")]
    [TestCase("[x](//e.org)", "<p dir=\"auto\">[x](//e.org)</p>")]
    [TestCase("yes [1] no [9]", "<p dir=\"auto\">yes <sup>1</sup> no [9]</p>")]
    [TestCase("<b onclick=x>&lt;</b>", "<p dir=\"auto\">&lt;b onclick=x&gt;&amp;lt;&lt;/b&gt;</p>")]
    [TestCase("\\*a\\* **open", "<p dir=\"auto\">*a* **open</p>")]
    public async Task The_subset_of_markdown_is_these_nodes(string markdown, string expected)
    {
        var markup = await (await RendererAsync()).EvaluateAsync<string>(Render, markdown);

        Assert.That(markup, Is.EqualTo(expected));
    }

    [TestCase("*", 5000)]
    [TestCase("[", 5000)]
    [TestCase("> ", 3000)]
    [TestCase("**a ", 3000)]
    [TestCase("`", 5000)]
    [TestCase("- ", 3000)]
    [TestCase("_a", 5000)]
    public async Task Text_that_is_made_to_be_slow_is_drawn_at_once(string piece, int times)
    {
        var milliseconds = await (await RendererAsync()).EvaluateAsync<double>(
            "async text => { const { renderMarkdown } = await import('/assets/markdown.js'); const start = performance.now(); renderMarkdown(text); return performance.now() - start; }",
            string.Concat(Enumerable.Repeat(piece, times)));

        Assert.That(milliseconds, Is.LessThan(1000));
    }

    private const string Render =
        """
        async text => {
          const { renderMarkdown } = await import('/assets/markdown.js');
          const cite = n => n === 1 ? Object.assign(document.createElement('sup'), { textContent: '1' }) : null;
          const holder = document.createElement('div');
          holder.append(renderMarkdown(text, cite));
          return holder.innerHTML;
        }
        """;

    private static readonly Lazy<Task<IPage>> Renderer = new(async () =>
    {
        // Lives as long as the browser: nothing of a test stays in it.
        var application = new Rag.Api.FunctionalTests.RagApplication();
        var visit = await Chromium.VisitAsync(application);
        await visit.Page.GotoAsync("/chat");
        return visit.Page;
    });

    private static Task<IPage> RendererAsync() => Renderer.Value;
}
