namespace CtVlm.MLNet.Torch;

/// <summary>Bounds of poolings' arguments: what lies outside is a mistake, or a file that asks for more memory than it should.</summary>
internal static class PoolingBounds
{
    /// <summary>The widest inner layer.</summary>
    public const int MaxWidth = 16384;

    /// <summary>The most heads, queries, clusters, branches or classes.</summary>
    public const int MaxParts = 1024;

    /// <summary>The most slices or rows of a table that an argument can speak of.</summary>
    public const int MaxSlices = 65536;

    /// <summary>A whole number within bounds.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside.</exception>
    public static int Require(int value, int least, int most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value}; {least} to {most} expected.");

    /// <summary>A length in mm: finite and above 0.</summary>
    /// <returns>The length.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static double RequireLength(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value} mm; a length above 0 expected.");

    /// <summary>One of an enumeration's values.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static TEnum RequireKnown<TEnum>(TEnum value, string name)
        where TEnum : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"'{name}' is {value}; one of {string.Join(", ", Enum.GetNames<TEnum>())} expected.");

    /// <summary>A width that heads can share out.</summary>
    /// <exception cref="ArgumentException">It is no multiple of their number.</exception>
    public static void RequireShared(string pooling, int width, int heads)
    {
        if (width % heads != 0)
        {
            throw new ArgumentException($"Pooling '{pooling}': {heads} heads cannot share vectors of {width} values; a number of heads that divides the width expected.");
        }
    }

    /// <summary>The number of classes that the labels have is the number that the pooling was made for.</summary>
    /// <exception cref="ArgumentException">It is another.</exception>
    public static void RequireClasses(string pooling, string factory, string argument, int expected, int classCount)
    {
        if (expected != classCount)
        {
            throw new ArgumentException($"Pooling '{pooling}' was made for {expected} classes, the labels have {classCount}. Use SlicePooling.{factory}({argument}: {classCount}), or '{pooling}:{argument}={classCount}'.");
        }
    }
}
