namespace CtVlm.MLNet.Torch;

/// <summary>How a fitted projection is saved.</summary>
/// <remarks>
/// Layout: string name; int32 input width; int32 number of steps, each a byte code and the step's numbers; int32 number of figures, each a string and an array of doubles.
/// An array is int32 length, -1 when absent, and its values; a string is as BinaryWriter writes it.
/// </remarks>
internal static class ProjectionFormat
{
    /// <summary>The most values of one array.</summary>
    public const long MaxArray = 1L << 28;

    private const int MaxWidth = 1 << 20;
    private const int MaxCount = 64;

    // The code of a kind of step is its place in this list, and saved: add at the end only.
    private static readonly (Type Type, Func<BinaryReader, ProjectionLimits, ProjectionStep> Read)[] s_steps =
    [
        (typeof(AffineStep), AffineStep.Read),
        (typeof(NormalizeStep), (_, _) => new NormalizeStep()),
        (typeof(MahalanobisStep), MahalanobisStep.Read),
        (typeof(ScaleStep), ScaleStep.Read),
        (typeof(RemovalStep), RemovalStep.Read),
        (typeof(RankGaussStep), RankGaussStep.Read),
        (typeof(RbfKernelStep), RbfKernelStep.Read),
        (typeof(RandomFourierStep), RandomFourierStep.Read),
        (typeof(SphericalLogStep), SphericalLogStep.Read),
        (typeof(HyperbolicStep), HyperbolicStep.Read),
    ];

    /// <summary>Writes a projection.</summary>
    public static void Write(BinaryWriter writer, FittedProjection projection)
    {
        writer.Write(projection.Name);
        writer.Write(projection.InputWidth);
        writer.Write(projection.Steps.Count);
        foreach (ProjectionStep step in projection.Steps)
        {
            writer.Write((byte)Array.FindIndex(s_steps, s => s.Type == step.GetType()));
            step.Write(writer);
        }

        writer.Write(projection.Figures.Count);
        foreach ((string name, double[] values) in projection.Figures.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            ProjectionLimits.Write(writer, values);
        }
    }

    /// <summary>Reads a projection.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or was saved by a later version.</exception>
    /// <exception cref="EndOfStreamException">It ends early.</exception>
    public static FittedProjection Read(BinaryReader reader)
    {
        string name = ReadText(reader);
        int width = ReadCount(reader, 1, MaxWidth, "width");
        ProjectionLimits limits = new(MaxArray);
        var steps = new ProjectionStep[ReadCount(reader, 0, MaxCount, "number of steps")];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = s_steps[ReadCode(reader)].Read(reader, limits);
        }

        int count = ReadCount(reader, 0, MaxCount, "number of figures");
        Dictionary<string, double[]> figures = [];
        for (int i = 0; i < count; i++)
        {
            string figure = ReadText(reader);
            if (!figures.TryAdd(figure, limits.ReadDoubles(reader) ?? []))
            {
                throw new InvalidDataException($"The saved projection has the figure '{figure}' twice.");
            }
        }

        return new FittedProjection(name, width, steps, figures);
    }

    private static string ReadText(BinaryReader reader)
    {
        try
        {
            return reader.ReadString();
        }
        catch (Exception failure) when (failure is FormatException or IOException and not EndOfStreamException)
        {
            throw new InvalidDataException("The saved projection has a text of impossible length.", failure);
        }
    }

    private static byte ReadCode(BinaryReader reader)
    {
        byte code = reader.ReadByte();
        return code < s_steps.Length ? code : throw new InvalidDataException($"The saved projection has a step of kind {code}, which this version does not know.");
    }

    private static int ReadCount(BinaryReader reader, int least, int most, string what)
    {
        int count = reader.ReadInt32();
        return count >= least && count <= most ? count : throw new InvalidDataException($"The saved projection's {what} is {count}; {least} to {most} expected.");
    }
}
