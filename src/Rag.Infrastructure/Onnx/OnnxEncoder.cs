using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Rag.Infrastructure.Onnx;

/// <summary>The encoder of a model folder: pieces in, one vector of length one out.</summary>
/// <remarks>
/// One text a call on one thread: the activations are quantised per call, so in a batch a vector would depend on its neighbours.
/// One session serves both roles, from as many threads as call it. Measured with e5 on two cores: a second session with two
/// threads for questions costs 92 MB of resident memory (PrePackedWeightsContainer or not: it shares the packed matrices, not the
/// embedding table) and answers a question of 20 pieces in 3.7 ms where the first one needs 3.6.
/// The arena stays on: without it passages take a tenth longer, and 2 x 512 pieces leave 377 MB resident instead of 262. It never
/// gives memory back by itself, so the last passage of a queue asks for it (262 to 187 MB, in about 11 ms).
/// </remarks>
internal sealed class OnnxEncoder : IDisposable
{
    private static readonly string[] Inputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] Outputs = ["last_hidden_state"];

    private readonly InferenceSession _session;
    private readonly string _file;
    private readonly int _dimension;

    // Disposing a session that runs ends the process; whoever disposes waits for the runs.
    private readonly ReaderWriterLockSlim _use = new();
    private bool _disposed;

    private OnnxEncoder(InferenceSession session, string file, int dimension)
    {
        _session = session;
        _file = file;
        _dimension = dimension;
    }

    /// <exception cref="EmbeddingModelException">The file is no ONNX model, or of another shape.</exception>
    public static OnnxEncoder Load(string file, int dimension)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // What fails throws; its text goes into our own log.
        };
        InferenceSession session;
        try
        {
            session = new InferenceSession(file, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new EmbeddingModelException(
                $"{file} cannot be loaded as an ONNX model ({exception.Message}). Copy the model folder again, or take a model that this "
                + "version of ONNX Runtime reads.",
                exception);
        }

        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException)
        {
            throw new EmbeddingModelException(
                "ONNX Runtime's library cannot be loaded on this machine. It needs a 64-bit Windows, macOS or Linux with glibc 2.28 or newer.",
                exception);
        }

        var encoder = new OnnxEncoder(session, file, dimension);
        try
        {
            encoder.CheckShape();
            return encoder;
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    /// <param name="pieces">Ids with the special ones.</param>
    /// <param name="releaseMemory">Whether memory that earlier runs needed is given back to the system afterwards.</param>
    public float[] Encode(long[] pieces, bool releaseMemory)
    {
        _use.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return Run(pieces, releaseMemory);
        }
        finally
        {
            _use.ExitReadLock();
        }
    }

    /// <summary>Runs once with the longest input and the highest id, so that a manifest that promises too much is found at the start.</summary>
    public void Probe(int longestInput, int vocabularySize)
    {
        var pieces = new long[longestInput];
        Array.Fill(pieces, vocabularySize - 1);
        try
        {
            Encode(pieces, releaseMemory: true);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new EmbeddingModelException(
                $"{_file} does not take an input of {longestInput} pieces with ids below {vocabularySize} ({exception.Message}). Correct "
                + $"\"max_tokens\" in {EmbeddingManifestReader.FileName}, or copy the model folder again with the tokenizer that belongs to it.",
                exception);
        }
    }

    public void Dispose()
    {
        _use.EnterWriteLock();
        try
        {
            if (!_disposed)
            {
                _disposed = true;
                _session.Dispose();
            }
        }
        finally
        {
            _use.ExitWriteLock();
        }
    }

    private void CheckShape()
    {
        var inputs = _session.InputMetadata;
        var sound = inputs.Count == Inputs.Length && Inputs.All(name =>
            inputs.TryGetValue(name, out var input) && input.ElementType == typeof(long) && input.Dimensions.Length == 2);
        if (!sound)
        {
            throw new EmbeddingModelException(
                $"{_file} has the inputs {string.Join(", ", inputs.Keys)}, wanted are {string.Join(", ", Inputs)}, each int64 [batch, sequence]. "
                + "Export the model again with these.");
        }

        if (!_session.OutputMetadata.TryGetValue(Outputs[0], out var output) || output.ElementType != typeof(float) || output.Dimensions.Length != 3)
        {
            throw new EmbeddingModelException(
                $"{_file} lacks the output {Outputs[0]}, float32 [batch, sequence, dimension]. Export the model again with it.");
        }

        // A dimension that the file leaves open (-1) is seen at the first run.
        if (output.Dimensions[2] != _dimension && output.Dimensions[2] >= 0)
        {
            throw OtherDimension(output.Dimensions[2]);
        }
    }

    private float[] Run(long[] pieces, bool releaseMemory)
    {
        var mask = new long[pieces.Length];
        Array.Fill(mask, 1);
        long[] shape = [1, pieces.Length];
        using var ids = OrtValue.CreateTensorValueFromMemory(pieces, shape);
        using var attention = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var types = OrtValue.CreateTensorValueFromMemory(new long[pieces.Length], shape);
        using var options = new RunOptions();
        if (releaseMemory)
        {
            options.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        }

        using var outputs = _session.Run(options, Inputs, [ids, attention, types], Outputs);
        var states = outputs[0].GetTensorDataAsSpan<float>();
        if (states.Length != pieces.Length * _dimension)
        {
            throw OtherDimension(states.Length / pieces.Length);
        }

        return Pool(states);
    }

    /// <summary>The mean over all pieces (the mask keeps each, as nothing is padded), divided by its L2 norm.</summary>
    private float[] Pool(ReadOnlySpan<float> states)
    {
        var vector = new float[_dimension];
        for (var start = 0; start < states.Length; start += _dimension)
        {
            TensorPrimitives.Add(vector, states.Slice(start, _dimension), vector);
        }

        // Dividing by the number of pieces first would change nothing but the last bit.
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    private EmbeddingModelException OtherDimension(long found) => new(
        $"{_file} gives vectors of {found} numbers where {EmbeddingManifestReader.FileName} says {_dimension}. "
        + "Correct \"dimension\", or copy the model folder again.");
}
