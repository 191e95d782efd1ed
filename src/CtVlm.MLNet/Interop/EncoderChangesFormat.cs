using System.Runtime.InteropServices;
using CtVlm.MLNet.Torch;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How a saved model holds what training changed about an encoder, and, where the encoder asks for it, the files of the base model.</summary>
/// <remarks>
/// Layout, version 1: int32 version; int32 number of adapters, each: text module, int32 rank, float64 alpha, byte is rank-stabilised, int32 inputs, int32 outputs, float32 A [rank, inputs],
/// float32 B [outputs, rank]; int32 number of changed tensors, each: text name, int32 number of dimensions, int64 for each, float32 values. Where the base is adapted too, the same again for it;
/// else byte has files, then the files, see <see cref="EncoderFiles"/>. Numbers are little-endian, tensors row-major.
/// </remarks>
internal static class EncoderChangesFormat
{
    private const int Version = 1;
    private const int MaxEntries = 1 << 16;
    private const int MaxWidth = 1 << 24;
    private const int MaxDimensions = 16;

    // An encoder that was trained again and again would be refused before it could exhaust the stack.
    private const int MaxDepth = 64;

    public static void Write(BinaryWriter writer, AdaptedEncoderSource source, bool embedsBase = false)
    {
        writer.Write(Version);
        writer.Write(source.Weights.Lora.Count);
        foreach (LoraWeights lora in source.Weights.Lora)
        {
            WriteLora(writer, lora);
        }

        writer.Write(source.Weights.Tensors.Count);
        foreach (ChangedTensor changed in source.Weights.Tensors)
        {
            ModelText.Write(writer, changed.Name);
            writer.Write(changed.Shape.Count);
            foreach (long length in changed.Shape)
            {
                writer.Write(length);
            }

            writer.Write(MemoryMarshal.AsBytes(changed.Values.AsSpan()));
        }

        if (source.Base is AdaptedEncoderSource below)
        {
            Write(writer, below, embedsBase || source.EmbedsBase);
        }
        else
        {
            EncoderFiles.Write(writer, embedsBase || source.EmbedsBase ? source.Base : null);
        }
    }

    /// <summary>Reads the changes and finds the encoder below them.</summary>
    /// <exception cref="WeightsException">The base is not found, or is another one; the message lists the places tried.</exception>
    public static VlmEncoder Read(IExceptionContext context, BinaryReader reader, EncoderReference reference, int depth = 0)
    {
        context.CheckDecode(depth < MaxDepth, $"The saved encoder was adapted more than {MaxDepth} times.");
        int version = reader.ReadInt32();
        context.CheckDecode(version == Version, $"The saved encoder's changes are of version {version}, this version reads {Version}.");
        LoraWeights[] lora = ReadMany(context, reader, "adapters", ReadLora);
        ChangedTensor[] tensors = ReadMany(context, reader, "changed tensors", ReadTensor);
        AdaptedWeights weights = lora.Length + tensors.Length == 0 ? AdaptedWeights.None : new AdaptedWeights(lora, tensors);
        EncoderReference below = AdaptedEncoderSource.ParseBase(reference);
        if (below.Kind == AdaptedEncoderSource.Kind)
        {
            return VlmEncoder.FromChanges(reference, weights, Read(context, reader, below, depth + 1).Source, embedsBase: false);
        }

        string? folder = EncoderFiles.Read(context, reader, below);
        EncoderSource source = folder is null ? EncoderFinder.Find(below) : EncoderFinder.OpenCopy(below, folder);
        return VlmEncoder.FromChanges(reference, weights, source, folder is not null);
    }

    private static void WriteLora(BinaryWriter writer, LoraWeights lora)
    {
        ModelText.Write(writer, lora.Form.Module);
        writer.Write(lora.Form.Rank);
        writer.Write(lora.Form.Alpha);
        writer.Write(lora.Form.IsRankStabilized);
        writer.Write(lora.InputWidth);
        writer.Write(lora.OutputWidth);
        writer.Write(MemoryMarshal.AsBytes(lora.Down.AsSpan()));
        writer.Write(MemoryMarshal.AsBytes(lora.Up.AsSpan()));
    }

    private static LoraWeights ReadLora(IExceptionContext context, BinaryReader reader)
    {
        LoraForm form = new(ModelText.Read(context, reader), reader.ReadInt32(), reader.ReadDouble(), reader.ReadBoolean());
        (int inputs, int outputs) = (reader.ReadInt32(), reader.ReadInt32());
        bool isSound = form.Rank is >= 1 and <= LoraSettings.MaximumRank && double.IsFinite(form.Alpha) && inputs is >= 1 and <= MaxWidth && outputs is >= 1 and <= MaxWidth;
        context.CheckDecode(isSound, $"An adapter of the saved encoder has rank {form.Rank}, alpha {form.Alpha} and widths {inputs} and {outputs}.");
        return new LoraWeights(form, inputs, outputs, ReadSingles(context, reader, (long)form.Rank * inputs), ReadSingles(context, reader, (long)form.Rank * outputs));
    }

    private static ChangedTensor ReadTensor(IExceptionContext context, BinaryReader reader)
    {
        string name = ModelText.Read(context, reader);
        int dimensions = reader.ReadInt32();
        context.CheckDecode(dimensions is >= 0 and <= MaxDimensions, $"A changed tensor of the saved encoder has {dimensions} dimensions.");
        long[] shape = new long[dimensions];
        long count = 1;
        for (int i = 0; i < dimensions; i++)
        {
            shape[i] = reader.ReadInt64();
            context.CheckDecode(shape[i] is >= 0 and <= int.MaxValue && (count *= shape[i]) <= int.MaxValue, "A changed tensor of the saved encoder is too large.");
        }

        return new ChangedTensor(name, shape, ReadSingles(context, reader, count));
    }

    private static TEntry[] ReadMany<TEntry>(IExceptionContext context, BinaryReader reader, string what, Func<IExceptionContext, BinaryReader, TEntry> read)
    {
        int count = reader.ReadInt32();
        context.CheckDecode(count is >= 0 and <= MaxEntries, $"The saved encoder has {count} {what}, at most {MaxEntries} are allowed.");

        // One after the other: memory follows the bytes that are there.
        List<TEntry> entries = [];
        for (int i = 0; i < count; i++)
        {
            entries.Add(read(context, reader));
        }

        return [.. entries];
    }

    private static float[] ReadSingles(IExceptionContext context, BinaryReader reader, long count)
    {
        Stream stream = reader.BaseStream;
        context.CheckDecode(count <= (stream.Length - stream.Position) / sizeof(float), "The saved model ends inside a tensor of its encoder.");
        float[] values = new float[count];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
