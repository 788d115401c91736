using System.Security.Cryptography;
using System.Text;
using Rag.Domain.Conversations;

namespace Rag.Application.Chat.Guards;

/// <summary>
/// A word without meaning that stands in the instructions to the model and nowhere else: an answer that holds it repeats them, and ends there.
/// One for the life of the process, so that the beginning of the prompt stays the same and providers can cache it.
/// </summary>
internal sealed class PromptCanary
{
    // No q but the first one: what breaks off a match can only begin another one at its last character.
    private const char First = 'q';
    private const string Others = "bcdfghjkmnprstvwxz";

    public string Word { get; } = First + RandomNumberGenerator.GetString(Others, 15);

    public CanaryWatch Watch() => new(Word);
}

/// <summary>Reads one answer while it streams. Case and what stands between the letters make no difference.</summary>
internal sealed class CanaryWatch(string word)
{
    private readonly StringBuilder _held = new();
    private int _matched;

    /// <returns>What can be sent; a beginning of the word is held back.</returns>
    /// <exception cref="ModelException">The answer holds the word.</exception>
    public string Push(string text)
    {
        var ready = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            Read(char.ToLowerInvariant(character));
            if (_matched == 0)
            {
                ready.Append(_held).Append(character);
                _held.Clear();
            }
            else
            {
                if (_matched == 1 && _held.Length > 0 && char.ToLowerInvariant(character) == word[0])
                {
                    ready.Append(_held);
                    _held.Clear();
                }

                _held.Append(character);
            }
        }

        return ready.ToString();
    }

    public string Flush()
    {
        var rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    private void Read(char character)
    {
        if (!char.IsLetterOrDigit(character))
        {
            return;
        }

        _matched = character == word[_matched] ? _matched + 1 : character == word[0] ? 1 : 0;
        if (_matched == word.Length)
        {
            throw new ModelException(ConversationErrors.AnswerWithheld(), canRetry: false);
        }
    }
}
