using CtVlm.MLNet.Phantoms;

namespace TrainDemonstration;

/// <summary>A phantom in the form that training reads it: HU of each slice, and the places of diseased wall.</summary>
internal sealed class TrainingPatient
{
    // Of all slices one after the other: row * columns + column.
    private readonly ushort[] _wall;
    private readonly int[] _wallStarts;

    private TrainingPatient(PhantomPatient patient, ushort[] wall, int[] wallStarts)
    {
        PhantomSeries series = patient.Series[0];
        Hu = series.Hu;
        Size = series.Rows;
        SliceCount = series.SliceCount;
        Findings = patient.Findings;
        Report = patient.Report;
        _wall = wall;
        _wallStarts = wallStarts;
    }

    /// <summary>HU of all slices, [z, y, x].</summary>
    public short[] Hu { get; }

    /// <summary>What was put into the images.</summary>
    public PhantomFindings Findings { get; }

    /// <summary>The patient's own report.</summary>
    public PhantomReport Report { get; }

    /// <summary>The class, 0 to 2.</summary>
    public int Class => (int)Findings.Severity;

    /// <summary>Number of slices.</summary>
    public int SliceCount { get; }

    /// <summary>Rows and columns of a slice.</summary>
    public int Size { get; }

    /// <summary>Number of pixels of diseased wall in all slices.</summary>
    public int WallCount => _wall.Length;

    /// <summary>Makes one patient.</summary>
    public static TrainingPatient Make(int seed, int index, PhantomOptions options)
    {
        PhantomPatient patient = PhantomPatient.Generate(seed, index, options);
        PhantomSeries series = patient.Series[0];
        int area = series.Rows * series.Columns;
        List<ushort> wall = [];
        int[] starts = new int[series.SliceCount + 1];
        for (int z = 0; z < series.SliceCount; z++)
        {
            ReadOnlySpan<byte> mask = series.Mask.AsSpan(z * area, area);
            for (int i = 0; i < area; i++)
            {
                if (mask[i] is (byte)PhantomMaskLabel.DiseasedWall or (byte)PhantomMaskLabel.Stricture)
                {
                    wall.Add((ushort)i);
                }
            }

            starts[z + 1] = wall.Count;
        }

        // The mask weighs half as much as the images and is not read again.
        return new TrainingPatient(patient, [.. wall], starts);
    }

    /// <summary>HU of a slice, row by row.</summary>
    public ReadOnlySpan<short> Slice(int z) => Hu.AsSpan(z * Size * Size, Size * Size);

    /// <summary>The pixels of diseased wall in a slice: row * columns + column each.</summary>
    public ReadOnlySpan<ushort> Wall(int z) => _wall.AsSpan(_wallStarts[z], _wallStarts[z + 1] - _wallStarts[z]);

    /// <summary>The slice and pixel of one of the <see cref="WallCount"/> places of diseased wall.</summary>
    public (int Slice, int Pixel) WallPlace(int number)
    {
        int found = Array.BinarySearch(_wallStarts, number);
        int slice = found >= 0 ? found : ~found - 1;

        // Slices without wall share their start with the next one: the place is in the last of them.
        while (_wallStarts[slice + 1] <= number)
        {
            slice++;
        }

        return (slice, _wall[number]);
    }
}
