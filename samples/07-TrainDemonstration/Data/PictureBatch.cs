using CtVlm.MLNet.Phantoms;

namespace TrainDemonstration;

/// <summary>What one step of the window or slice stage learns from: N pictures, and texts for each of their keys.</summary>
internal sealed class PictureBatch
{
    /// <summary>Values of a patch in <see cref="Map"/>: the cells of the mild map, then those of the severe one.</summary>
    public const int MapWidth = 2 * WallMap.Cells;

    /// <summary>An empty batch.</summary>
    /// <param name="count">N.</param>
    /// <param name="patchSide">Patches along a side of a picture.</param>
    public PictureBatch(int count, int patchSide)
    {
        Side = patchSide * PatchGrid.PatchSize;
        Tokens = 1 + (patchSide * patchSide);
        Pixels = new float[count * 3 * Side * Side];
        Places = new long[count * Tokens];
        Map = new float[count * (Tokens - 1) * MapWidth];
        Classes = new long[count];
        Signs = new float[count * 3];
        Keys = new PhantomKey[count];
    }

    /// <summary>Rows and columns of a picture.</summary>
    public int Side { get; }

    /// <summary>Tokens T of a picture: the class token and the patches.</summary>
    public int Tokens { get; }

    /// <summary>(N, 3, S, S).</summary>
    public float[] Pixels { get; }

    /// <summary>(N, T), see <see cref="PatchGrid.WritePlaces"/>.</summary>
    public long[] Places { get; }

    /// <summary>(N, T - 1, <see cref="MapWidth"/>): shares of diseased wall.</summary>
    public float[] Map { get; }

    /// <summary>(N): class of each picture, 0 to 2.</summary>
    public long[] Classes { get; }

    /// <summary>(N, 3): 1 where there is stratification, comb sign, stricture.</summary>
    public float[] Signs { get; }

    /// <summary>(N): pictures with equal keys are positives of each other.</summary>
    public PhantomKey[] Keys { get; }

    /// <summary>One or two texts for each key among the pictures: those of one key say the same, and reading them all would take a fifth of a step.</summary>
    public TextBatch Texts { get; } = new();

    /// <summary>The pixels of one picture.</summary>
    public Span<float> PixelsOf(int picture) => Pixels.AsSpan(picture * 3 * Side * Side, 3 * Side * Side);

    /// <summary>The map of one picture, from the cells of a class on: 1 mild, 2 severe.</summary>
    public Span<float> MapOf(int picture, int severity)
    {
        int length = (Tokens - 1) * MapWidth;
        return Map.AsSpan(picture * length, length)[(severity == 2 ? WallMap.Cells : 0)..];
    }

    /// <summary>Notes what a picture shows.</summary>
    public void Describe(int picture, PhantomFindings findings)
    {
        Classes[picture] = (int)findings.Severity;
        Signs[3 * picture] = findings.HasStratification ? 1 : 0;
        Signs[(3 * picture) + 1] = findings.HasCombSign ? 1 : 0;
        Signs[(3 * picture) + 2] = findings.HasStricture ? 1 : 0;
        Keys[picture] = findings.Key;
    }
}
