namespace CtVlm.MLNet.Phantoms;

/// <summary>One diseased stretch of small bowel.</summary>
internal sealed record Lesion
{
    public required PhantomSegment Segment { get; init; }

    /// <summary>Where the middle lies along the small bowel: 0 the start of the duodenum, 1 the caecum.</summary>
    public required float Place { get; init; }

    public required float LengthMm { get; init; }

    public required float WallMm { get; init; }

    /// <summary>Attenuation of the wall, of its bright layers when it is stratified.</summary>
    public required float WallHu { get; init; }

    public bool HasStratification { get; init; }

    /// <summary>Attenuation of the middle layer of a stratified wall.</summary>
    public float OedemaHu { get; init; }

    public bool HasCombSign { get; init; }

    public bool HasHyperenhancement { get; init; }

    public bool HasStranding { get; init; }

    public bool HasStricture { get; init; }

    public float StrictureLengthMm { get; init; }

    public float StrictureRadiusMm { get; init; }

    public float UpstreamLengthMm { get; init; }

    public float UpstreamRadiusMm { get; init; }

    public double ActivityIndex => PhantomActivityIndex.Compute(WallMm, HasStratification, HasCombSign);
}
