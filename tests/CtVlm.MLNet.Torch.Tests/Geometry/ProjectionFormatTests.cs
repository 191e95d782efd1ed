namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Damaged saved projections: each gives a named error, and takes no memory for what is not there.</summary>
public class ProjectionFormatTests
{
    [Fact]
    public void Read_UnknownStep_NamesKind() => Refuses("kind 250", writer => writer.Write((byte)250));

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-2)]
    public void Read_ImpossibleLength_Refuses(int length) => Refuses("values, at most", writer =>
    {
        writer.Write((byte)0);
        writer.Write(length);
    });

    [Fact]
    public void Read_LongArrayThatIsNotThere_TakesNoMemory()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refuses("ends inside an array", writer =>
        {
            writer.Write((byte)0);
            writer.Write(1 << 28);
        });
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 24);
    }

    [Fact]
    public void Read_ArraysOfOtherWidth_Refuses() => Refuses("do not fit", writer =>
    {
        writer.Write((byte)0);
        new AffineStep([1, 2, 3], [1, 2, 3]).Write(writer);
        writer.Write(0);
    });

    [Fact]
    public void Read_FigureTwice_Refuses() => Refuses("twice", writer =>
    {
        writer.Write((byte)1);
        writer.Write(2);
        for (int i = 0; i < 2; i++)
        {
            writer.Write("Scale");
            writer.Write(-1);
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Read_ImpossibleWidth_Refuses(int width) => RefusesBytes("width", writer =>
    {
        writer.Write("pca");
        writer.Write(width);
    });

    [Fact]
    public void Read_ImpossibleText_Refuses() => RefusesBytes("text", writer => writer.Write([255, 255, 255, 255, 255, 255]));

    [Fact]
    public void Read_LongArray_ReadsAll()
    {
        float[] mean = [.. Enumerable.Range(0, 300_000).Select(i => (float)i)];
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        ProjectionFormat.Write(writer, new FittedProjection("centred", mean.Length, [new AffineStep(mean)]));
        writer.Flush();
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        Assert.Equal(mean, ProjectionFormat.Read(reader).Mean.ToArray());
    }

    private static void Refuses(string message, Action<BinaryWriter> writeStep) => RefusesBytes(message, writer =>
    {
        writer.Write("pca");
        writer.Write(2);
        writer.Write(1);
        writeStep(writer);
    });

    private static void RefusesBytes(string message, Action<BinaryWriter> write)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        write(writer);
        writer.Flush();
        stream.Position = 0;
        using BinaryReader reader = new(stream);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => ProjectionFormat.Read(reader)).Message, StringComparison.Ordinal);
    }
}
