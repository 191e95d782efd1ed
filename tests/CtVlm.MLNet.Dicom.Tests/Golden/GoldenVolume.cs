namespace CtVlm.MLNet.Dicom.Tests;

/// <summary>The volume that a reader must deliver.</summary>
internal sealed record GoldenVolume(
    string SeriesInstanceUid,
    int[] ShapeZyx,
    double[] SlicePositionsAlongNormalMm,
    double[] SpacingXyzMm,
    double[][] AffineLps,
    string TransferSyntax,
    string[]? FilesInOrder,
    string HuSha256,
    double HuMin,
    double HuMax,
    double HuMean,
    GoldenPadding? Padding,
    double GantryTiltDeg,
    bool Irregular,
    bool Sheared,
    float ToleranceHu,
    string? Array);
