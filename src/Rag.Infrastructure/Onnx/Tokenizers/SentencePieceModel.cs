namespace Rag.Infrastructure.Onnx.Tokenizers;

/// <summary>
/// What a SentencePiece file (<c>sentencepiece_model.proto</c>) says that cutting into pieces needs. Files that need more than
/// that (BPE, byte fallback, symbols of the user's own) are refused: read half, they would give wrong ids and no error.
/// </summary>
internal sealed class SentencePieceModel
{
    private const int Normal = 1;
    private const int Unknown = 2;
    private const int UserDefined = 4;
    private const int Byte = 6;
    private const int Unigram = 1;

    private SentencePieceModel(ReadOnlySpan<byte> file)
    {
        var pieces = new PieceTable.Builder();
        var reader = new ProtobufReader(file);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    AddPiece(reader.Bytes(), pieces);
                    break;
                case 2:
                    CheckTrainer(reader.Bytes());
                    break;
                case 3:
                    Normalizer = ReadNormalizer(reader.Bytes());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        Pieces = pieces.Build();
        if (UnknownId < 0 || MinScore > MaxScore)
        {
            throw new InvalidDataException("It has no unknown piece or no normal one.");
        }
    }

    public PieceTable Pieces { get; }

    public int VocabularySize { get; private set; }

    public int UnknownId { get; private set; } = -1;

    /// <summary>The lowest score of a normal piece.</summary>
    public float MinScore { get; private set; } = float.MaxValue;

    public SentencePieceNormalizer Normalizer { get; } = new([], addDummyPrefix: true, removeExtraWhitespaces: true, escapeWhitespaces: true);

    private float MaxScore { get; set; } = float.MinValue;

    /// <exception cref="InvalidDataException">The file is not such a model, or one that needs what is not built here.</exception>
    public static SentencePieceModel Read(ReadOnlySpan<byte> file) => new(file);

    private void AddPiece(ReadOnlySpan<byte> message, PieceTable.Builder pieces)
    {
        var text = ReadOnlySpan<byte>.Empty;
        var score = 0f;
        long type = Normal;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    text = reader.Bytes();
                    break;
                case 2:
                    score = reader.Float();
                    break;
                case 3:
                    type = reader.Integer();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var id = VocabularySize++;
        switch (type)
        {
            case Normal:
                pieces.Add(text, id, score);
                MinScore = float.Min(MinScore, score);
                MaxScore = float.Max(MaxScore, score);
                break;
            case Unknown:
                UnknownId = id;
                break;
            case UserDefined or Byte:
                throw new InvalidDataException("It has symbols of the user's own or pieces for bytes, which are not built here.");
            default:
                // Unused and control pieces stand for no text: "</s>" in a text is four characters.
                break;
        }
    }

    private static void CheckTrainer(ReadOnlySpan<byte> message)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            var known = reader.Field switch
            {
                3 => reader.Integer() == Unigram,
                24 or 35 => !reader.Boolean(), // treat_whitespace_as_suffix, byte_fallback
                _ => Skip(ref reader),
            };
            if (!known)
            {
                throw new InvalidDataException("It is no unigram model, or one with byte fallback or whitespace as a suffix.");
            }
        }

        static bool Skip(ref ProtobufReader reader)
        {
            reader.Skip();
            return true;
        }
    }

    private static SentencePieceNormalizer ReadNormalizer(ReadOnlySpan<byte> message)
    {
        var map = ReadOnlySpan<byte>.Empty;
        var (addDummyPrefix, removeExtraWhitespaces, escapeWhitespaces) = (true, true, true);
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2:
                    map = reader.Bytes();
                    break;
                case 3:
                    addDummyPrefix = reader.Boolean();
                    break;
                case 4:
                    removeExtraWhitespaces = reader.Boolean();
                    break;
                case 5:
                    escapeWhitespaces = reader.Boolean();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new SentencePieceNormalizer(map, addDummyPrefix, removeExtraWhitespaces, escapeWhitespaces);
    }
}
