namespace CtVlm.MLNet.Dicom;

/// <summary>How a lossless JPEG frame is written.</summary>
internal sealed record JpegLosslessParameters
{
    /// <summary>Samples a line, 1 to 65535.</summary>
    public required int Columns { get; init; }

    /// <summary>Bits of a sample, 2 to 16.</summary>
    public required int Precision { get; init; }

    /// <summary>Selection value of the predictor, 1 to 7.</summary>
    public int Predictor { get; init; } = 1;

    /// <summary>Lower bits that are dropped, 0 to Precision - 1.</summary>
    public int PointTransform { get; init; }

    /// <summary>Lines between two restart markers; 0 for none. Lines x Columns is at most 65535.</summary>
    public int RestartLines { get; init; }
}
