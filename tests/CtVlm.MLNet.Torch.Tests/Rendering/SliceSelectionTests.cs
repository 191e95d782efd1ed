using System.Text.Json;

namespace CtVlm.MLNet.Torch.Tests;

public class SliceSelectionTests
{
    [Fact]
    public void Uniform_GoldenCases_AreTheBinCentres()
    {
        int compared = 0;
        foreach (JsonElement golden in RenderingGoldens.Ct.Facts.GetProperty("uniform").EnumerateArray())
        {
            int total = golden.GetProperty("N").GetInt32();
            int count = golden.GetProperty("n").GetInt32();
            int[] centres = [.. golden.GetProperty("centers").EnumerateArray().Select(x => x.GetInt32())];

            // With fewer slices than asked for, the reference repeats slices; we show each once.
            Assert.Equal(total < count ? [.. Enumerable.Range(0, total)] : centres, SliceSelection.Uniform(count).GetIndices(total, double.NaN));
            compared++;
        }

        Assert.Equal(11, compared);
    }

    [Fact]
    public void GetIndices_AnySelection_AscendsWithoutRepeatsInsideTheSeries()
    {
        Random random = new(9);
        for (int trial = 0; trial < 2000; trial++)
        {
            int total = random.Next(1, 500);
            double spacing = 0.3 + (random.NextDouble() * 7);
            int first = random.Next(total);
            double firstMm = first * spacing * random.NextDouble();
            SliceSelection[] selections =
            [
                SliceSelection.All,
                SliceSelection.Uniform(random.Next(1, 600)),
                SliceSelection.Every(0.1 + (random.NextDouble() * 40)),
                SliceSelection.Range(first, first + random.Next(1, 600)),
                SliceSelection.RangeMm(firstMm, firstMm + spacing + 0.01),
            ];
            foreach (SliceSelection selection in selections)
            {
                int[] indices = selection.GetIndices(total, spacing);
                Assert.NotEmpty(indices);
                Assert.Equal(indices.Distinct().Order(), indices);
                Assert.InRange(indices[0], 0, total - 1);
                Assert.InRange(indices[^1], 0, total - 1);
            }
        }
    }

    [Theory]
    [InlineData(10, 2.5, 5, new[] { 1, 3, 5, 7, 9 })] // the middle of a step is a border: the later slice
    [InlineData(9, 1, 3, new[] { 1, 4, 7 })]
    [InlineData(11, 1, 3, new[] { 2, 5, 8 })] // one millimetre is left over at each end
    [InlineData(3, 0.7, 2.1, new[] { 1 })] // 3 x 0.7 in double is a little less than 2.1
    [InlineData(4, 5, 3, new[] { 0, 1, 2, 3 })]
    [InlineData(4, 5, 5, new[] { 0, 1, 2, 3 })]
    [InlineData(7, 1, 1000, new[] { 3 })]
    [InlineData(7, 1, 1e300, new[] { 3 })]
    [InlineData(1, double.NaN, 5, new[] { 0 })]
    public void Every_Steps_TakesTheSliceInTheMiddleOfEach(int total, double spacing, double step, int[] expected) =>
        Assert.Equal(expected, SliceSelection.Every(step).GetIndices(total, spacing));

    [Fact]
    public void Range_PartlyInside_IsCutToTheSeries()
    {
        Assert.Equal([3, 4], SliceSelection.Range(3, 50).GetIndices(5, 1));
        Assert.Equal([2, 3], SliceSelection.Range(2, 4).GetIndices(5, 1));
        Assert.Equal([2, 3], SliceSelection.RangeMm(5, 10).GetIndices(5, 2.5));
        Assert.Equal([0], SliceSelection.RangeMm(0, 10).GetIndices(1, double.NaN));
    }

    [Fact]
    public void Range_Outside_SaysWhatTheSeriesHas()
    {
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.Range(10, 50).GetIndices(5, 2.5));
        Assert.StartsWith("Range(10..50) holds no slice of this series: it has 5 slices, 2.5 mm apart.", thrown.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.RangeMm(100, 200).GetIndices(5, 2.5));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void GetIndices_SpacingNeededButUnusable_Throws(double spacing)
    {
        Assert.Throws<ArgumentOutOfRangeException>("spacingMm", () => SliceSelection.Every(5).GetIndices(5, spacing));
        Assert.Throws<ArgumentOutOfRangeException>("spacingMm", () => SliceSelection.RangeMm(5, 6).GetIndices(5, spacing));
        Assert.Equal(5, SliceSelection.All.GetIndices(5, spacing).Length);
    }

    [Fact]
    public void Factories_NumbersOutOfRange_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.Uniform(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.Every(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.Every(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.Range(-1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.Range(4, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.RangeMm(-0.1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.RangeMm(4, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => SliceSelection.All.GetIndices(0, 1));
    }

    [Theory]
    [InlineData("All", "All")]
    [InlineData(" all ", "All")]
    [InlineData("Uniform(16)", "Uniform(16)")]
    [InlineData("UNIFORM( 16 )", "Uniform(16)")]
    [InlineData("Every(5mm)", "Every(5mm)")]
    [InlineData("every(2.50 mm)", "Every(2.5mm)")]
    [InlineData("Every(1E-05mm)", "Every(1E-05mm)")]
    [InlineData("Range(10..50)", "Range(10..50)")]
    [InlineData("Range( 10 .. 50 )", "Range(10..50)")]
    [InlineData("Range(100mm..250.5mm)", "Range(100mm..250.5mm)")]
    public void Parse_KnownForms_PrintCanonically(string text, string canonical)
    {
        SliceSelection selection = SliceSelection.Parse(text);
        Assert.Equal(canonical, selection.ToString());
        Assert.Equal(selection, SliceSelection.Parse(canonical));
        Assert.Equal(selection.GetHashCode(), SliceSelection.Parse(canonical).GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Some")]
    [InlineData("All()")]
    [InlineData("All(3)")]
    [InlineData("Uniform")]
    [InlineData("Uniform()")]
    [InlineData("Uniform(0)")]
    [InlineData("Uniform(-3)")]
    [InlineData("Uniform(2.5)")]
    [InlineData("Uniform(99999999999)")]
    [InlineData("Uniform(1..3)")]
    [InlineData("Every(5)")]
    [InlineData("Every(0mm)")]
    [InlineData("Every(1e999mm)")]
    [InlineData("Range(10)")]
    [InlineData("Range(50..10)")]
    [InlineData("Range(10..10)")]
    [InlineData("Range(10mm..50)")]
    [InlineData("Range(10..50)x")]
    [InlineData("Range(10...50)")]
    public void Parse_AnythingElse_ListsTheForms(string text)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(nameof(text), () => SliceSelection.Parse(text));
        Assert.StartsWith($"'{text}' is no slice selection; expected All, Uniform(16), Every(5mm), Range(10..50), Range(100mm..250mm), BodyExtent(16) or Planes(16,8,8)", thrown.Message);
    }

    [Fact]
    public void Equals_DifferentNumbersOrForms_IsFalse()
    {
        Assert.NotEqual(SliceSelection.Uniform(3), SliceSelection.Uniform(4));
        Assert.NotEqual(SliceSelection.Range(1, 3), SliceSelection.RangeMm(1, 3));
        Assert.Equal(SliceSelection.Uniform(3), SliceSelection.Uniform(3));
    }
}
