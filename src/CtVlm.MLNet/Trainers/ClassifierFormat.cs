using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>What the formats of saved classifiers share.</summary>
internal static class ClassifierFormat
{
    /// <summary>Most classes of a saved model.</summary>
    public const int MaxClasses = 10_000;

    /// <summary>Most features of a saved model.</summary>
    public const int MaxWidth = 1 << 24;

    /// <summary>Reads a number of a bounded size.</summary>
    public static int ReadCount(IExceptionContext context, BinaryReader reader, int least, int most, string what)
    {
        int count = reader.ReadInt32();
        context.CheckDecode(count >= least && count <= most, $"The saved {what} is {count}, {least} to {most} expected.");
        return count;
    }

    /// <summary>Reads an array of a known length whose values are finite.</summary>
    public static double[] ReadArray(IExceptionContext context, BinaryReader reader, long length, string what)
    {
        double[]? values = ModelArray.Read<double>(context, reader, length);
        context.CheckDecode(values?.Length == length && values.All(double.IsFinite), $"The saved {what} are damaged: {length} finite values expected.");
        return values!;
    }

    /// <summary>Reads the order of the slots.</summary>
    public static int[] ReadSlots(IExceptionContext context, BinaryReader reader, int classes)
    {
        int[] slots = [.. Enumerable.Range(0, classes).Select(_ => reader.ReadInt32())];
        context.CheckDecode(slots.Order().SequenceEqual(Enumerable.Range(0, classes)), "The saved order of classes is damaged.");
        return slots;
    }
}
