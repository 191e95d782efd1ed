using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Small series in memory: a bright square in the middle of class 1, none in class 0, noise in both.</summary>
internal static class ToySeries
{
    public const int Size = 32, Slices = 12;

    public static IReadOnlyList<TrainingSeries> Make(int count, int seriesPerPatient = 2) => [.. Enumerable.Range(0, count).Select(i => One(i, i / seriesPerPatient))];

    public static CtVolume Volume(int seed, bool isBright)
    {
        Random random = new(seed);
        float[] hu = new float[Slices * Size * Size];
        for (int i = 0; i < hu.Length; i++)
        {
            (int y, int x) = ((i / Size) % Size, i % Size);
            bool isInside = isBright && y is >= 10 and < 22 && x is >= 10 and < 22;
            hu[i] = (isInside ? 180 : 20) + (60 * (random.NextSingle() - 0.5f));
        }

        CtGeometry geometry = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1], [.. Enumerable.Range(0, Slices).Select(z => 5.0 * z)]);
        return CtVolume.FromHu(hu, geometry, Size, Size);
    }

    private static TrainingSeries One(int index, int patient)
    {
        int grade = patient % 2;
        return new TrainingSeries(Volume(index + 1, grade == 1), $"patient {patient}")
        {
            Text = grade == 1 ? $"a bright square, number {index % 3}" : $"nothing to see, number {index % 3}",
            PositiveKey = grade == 1 ? "bright" : "dark",
            Class = grade,
        };
    }
}
