using Microsoft.Playwright;

namespace Rag.Browser.Tests;

/// <summary>Finding the way with the keyboard alone.</summary>
internal static class Keys
{
    private const int Most = 80;

    /// <summary>Goes on with the tabulator until the focus is there, and sees that it can be seen there.</summary>
    public static async Task TabToAsync(this IPage page, string selector, bool backwards = false)
    {
        for (var step = 0; step < Most; step++)
        {
            await page.Keyboard.PressAsync(backwards ? "Shift+Tab" : "Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                Assert.That(await page.EvaluateAsync<bool>(IsSeen), Is.True, $"The focus on {selector} cannot be seen.");
                return;
            }
        }

        Assert.Fail($"The keyboard does not reach {selector}.");
    }

    /// <summary>Goes round with the tabulator: the focus stays in the dialog, or is in the browser's own frame.</summary>
    public static async Task AssertHeldByDialogAsync(this IPage page)
    {
        for (var step = 0; step < 12; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.That(await page.EvaluateAsync<bool>("document.activeElement === document.body || document.activeElement.closest('dialog[open]') !== null"), Is.True);
        }
    }

    // Its own outline, or that of the field around it.
    private const string IsSeen =
        "[document.activeElement, document.activeElement.closest('form')].some(element => element !== null && getComputedStyle(element).outlineStyle !== 'none' && parseFloat(getComputedStyle(element).outlineWidth) >= 2)";
}
