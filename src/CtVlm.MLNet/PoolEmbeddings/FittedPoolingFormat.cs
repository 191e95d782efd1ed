using System.Runtime.InteropServices;
using CtVlm.MLNet.Torch;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>How what a pooling has learnt is saved.</summary>
/// <remarks>
/// Layout: int32 width of the bags' rows; int32 number of classes; int32 number of tensors, each a text name, int32 number of dimensions, int32 each dimension, and the values as
/// Single, row by row. A text is int32 length in bytes and UTF-8 bytes.
/// </remarks>
internal static class FittedPoolingFormat
{
    private const int MaxWidth = 1 << 20;
    private const int MaxClasses = 1 << 20;
    private const int MaxTensors = 1 << 12;
    private const int MaxDimensions = 8;
    private const long MaxValues = 1L << 28;

    // Memory grows with the bytes that are there, not with the length that is claimed.
    private const int ChunkValues = 1 << 16;

    public static void Write(BinaryWriter writer, FittedPooling fitted)
    {
        writer.Write(fitted.InputWidth);
        writer.Write(fitted.ClassCount);
        writer.Write(fitted.Parameters.Count);
        foreach (PoolingParameter parameter in fitted.Parameters)
        {
            ModelText.Write(writer, parameter.Name);
            writer.Write(parameter.Shape.Length);
            Array.ForEach(parameter.Shape, dimension => writer.Write(checked((int)dimension)));
            writer.Write(MemoryMarshal.AsBytes(parameter.Values.AsSpan()));
        }
    }

    public static FittedPooling Read(IExceptionContext context, BinaryReader reader, SlicePooling pooling)
    {
        int width = ReadCount(context, reader, 1, MaxWidth, "width");
        int classes = ReadCount(context, reader, 2, MaxClasses, "number of classes");
        var parameters = new List<PoolingParameter>();
        for (int left = ReadCount(context, reader, 0, MaxTensors, "number of tensors"); left > 0; left--)
        {
            parameters.Add(ReadParameter(context, reader));
        }

        context.CheckDecode(parameters.DistinctBy(p => p.Name, StringComparer.Ordinal).Count() == parameters.Count, "PoolEmbeddings: two tensors of the saved model have the same name.");
        return new FittedPooling(pooling, width, classes, parameters);
    }

    private static PoolingParameter ReadParameter(IExceptionContext context, BinaryReader reader)
    {
        string name = ModelText.Read(context, reader);
        long[] shape = new long[ReadCount(context, reader, 0, MaxDimensions, "number of dimensions")];
        long count = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = ReadCount(context, reader, 0, int.MaxValue, "dimension");
            context.CheckDecode(shape[i] == 0 || count <= MaxValues / shape[i], $"PoolEmbeddings: a tensor of the saved model has more than {MaxValues} values.");
            count *= shape[i];
        }

        return new PoolingParameter(name, shape, ReadValues(context, reader, (int)count));
    }

    private static float[] ReadValues(IExceptionContext context, BinaryReader reader, int count)
    {
        float[] values = [];
        for (int done = 0; done < count; done = values.Length)
        {
            Array.Resize(ref values, (int)Math.Min(count, Math.Max(2L * done, ChunkValues)));
            Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan(done));
            context.CheckDecode(reader.BaseStream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length, "PoolEmbeddings: the saved model ends inside a tensor.");
        }

        return values;
    }

    private static int ReadCount(IExceptionContext context, BinaryReader reader, int least, int most, string what)
    {
        int count = reader.ReadInt32();
        context.CheckDecode(count >= least && count <= most, $"PoolEmbeddings: the saved pooling's {what} is {count}; {least} to {most} expected.");
        return count;
    }
}
