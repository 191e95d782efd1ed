namespace CtVlm.MLNet.Dicom;

/// <summary>A CT series that is to be written.</summary>
public sealed record DicomSeriesContent
{
    /// <summary>Hounsfield units, [z, y, x]: -1024 to 3071 with 12 bits, from -1024 with 16.</summary>
    public required ReadOnlyMemory<short> Hu { get; init; }

    /// <summary>Number of rows of a slice, Y, 1 to 65,535.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of columns of a slice, X, 1 to 65,535.</summary>
    public required int Columns { get; init; }

    /// <summary>Where the voxels lie; one slice position for each slice.</summary>
    public required CtGeometry Geometry { get; init; }

    /// <summary>Whose series it is.</summary>
    public required DicomSeriesIdentity Identity { get; init; }

    /// <summary>Bits Stored (0028,0101): 12 or 16.</summary>
    /// <value>12, as scanners do.</value>
    public int BitsStored { get; init; } = 12;

    /// <summary>KVP (0018,0060), kilovolts.</summary>
    /// <value>120.</value>
    public double KilovoltagePeak { get; init; } = 120;

    /// <summary>Window Center (0028,1050) for viewers, HU.</summary>
    /// <value>40.</value>
    public double WindowCenterHu { get; init; } = 40;

    /// <summary>Window Width (0028,1051) for viewers, HU.</summary>
    /// <value>400.</value>
    public double WindowWidthHu { get; init; } = 400;
}
