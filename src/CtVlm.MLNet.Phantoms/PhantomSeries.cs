using System.Numerics.Tensors;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Phantoms;

/// <summary>One synthetic CT series with its ground truth.</summary>
public sealed class PhantomSeries
{
    internal PhantomSeries(short[] hu, byte[] mask, CtGeometry geometry, int imageSize)
    {
        Hu = hu;
        Mask = mask;
        Geometry = geometry;
        Rows = imageSize;
        Columns = imageSize;
    }

    /// <summary>Hounsfield units, [z, y, x], -1024 to 3071; slice 0 is the most inferior.</summary>
    public short[] Hu { get; }

    /// <summary>Ground truth, [z, y, x], values of <see cref="PhantomMaskLabel"/>.</summary>
    public byte[] Mask { get; }

    /// <summary>Where the voxels lie.</summary>
    public CtGeometry Geometry { get; }

    /// <summary>Number of rows of a slice, Y.</summary>
    public int Rows { get; }

    /// <summary>Number of columns of a slice, X.</summary>
    public int Columns { get; }

    /// <summary>Number of slices, Z.</summary>
    public int SliceCount => Geometry.SlicePositionsMm.Count;

    /// <summary>Copies the series into a volume.</summary>
    /// <returns>The volume, in memory; owned by the caller.</returns>
    public CtVolume ToVolume()
    {
        float[] hu = new float[Hu.Length];
        TensorPrimitives.ConvertTruncating<short, float>(Hu, hu);
        return CtVolume.FromHu(hu, Geometry, Rows, Columns);
    }
}
