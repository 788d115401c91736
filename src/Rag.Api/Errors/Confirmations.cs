using Rag.Domain.Results;

namespace Rag.Api.Errors;

/// <summary>What a success says to people; what refuses says so in the catalogue of its feature.</summary>
internal static class Confirmations
{
    public static Sentence SignedOut() => $"Signed out.";

    public static Sentence BotIsOn() => $"The bot is active.";

    public static Sentence BotIsOff() => $"The bot is off: questions are refused until it is switched on.";

    public static Sentence Uploaded(string name) => $"\"{name}\" was stored and will be processed.";

    public static Sentence KnownAlready(string name) => $"\"{name}\" is there already; nothing to do.";

    public static Sentence Deleted(string name) => $"The document \"{name}\" was deleted.";

    public static Sentence DocumentRemoved() => $"The document was removed.";

    public static Sentence PagesWithoutText(int pages, int of) => $"{pages} of {of} pages have no text: scanned?";

    public static Sentence UnreadablePages(int pages, int of) =>
        $"On {pages} of {of} pages many characters cannot be read: their font does not say which ones they are.";

    public static Sentence HiddenText(int pages, int of) => $"{pages} of {of} pages carry text that readers do not see; answers do not use it.";

    public static Sentence OrphanRemoved() => $"Removed.";

    public static Sentence PartRewritten() => $"Written again from the stored chunks.";

    public static Sentence DocumentRequeued() => $"The document is being indexed anew from its file; its present version answers until then.";

    public static Sentence LeftTooYoung() => $"Left: it may belong to work that is under way. It is looked at again every hour.";

    public static Sentence LeftWithoutFile() => $"Left: there is no file to mend it from. Upload the document again, or delete it.";

    public static Sentence LeftForRebuild() => $"Left: the vectors were made by another model. Rebuild the index.";

    public static Sentence LeftWithoutRecords() =>
        $"Left: no document is recorded at all, so this may be all that is left of one. Check that STORAGE_DIR is the right folder.";

    public static Sentence LeftForLater() => $"Left: it changed meanwhile or the queue is full. It is looked at again every hour.";

    public static Sentence Cleared(int documents) => $"Documents removed: {documents}.";

    public static Sentence DocumentsLeft(string names) =>
        $"Documents left: {names}. Something was uploaded or being processed at the same time; clear again in a moment.";

    public static Sentence VectorsLeft(long vectors) =>
        $"Vectors left: {vectors}. Something was uploaded or being processed at the same time; clear again in a moment.";

    public static Sentence DocumentsAndVectorsLeft(string names, long vectors) =>
        $"Documents left: {names}; vectors left: {vectors}. Something was uploaded or being processed at the same time; clear again in a moment.";
}
