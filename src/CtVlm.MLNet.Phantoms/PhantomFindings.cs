namespace CtVlm.MLNet.Phantoms;

/// <summary>What was put into the images of a patient: the ground truth behind label, report and mask.</summary>
public sealed record PhantomFindings
{
    /// <summary>The severity class that the index falls in.</summary>
    public required PhantomSeverity Severity { get; init; }

    /// <summary>Thickest wall of the main lesion, millimetres, 3 to 12; of normal small bowel, 1.5 to 2.5, when there is no lesion.</summary>
    public required float WallMm { get; init; }

    /// <summary>Whether the wall of the main lesion shows three layers: bright, oedematous, bright.</summary>
    public bool HasStratification { get; init; }

    /// <summary>Whether engorged vasa recta run to the main lesion.</summary>
    public bool HasCombSign { get; init; }

    /// <summary>Whether the fat around the main lesion is hazy.</summary>
    public bool HasStranding { get; init; }

    /// <summary>Whether the main lesion holds a stricture with a dilated loop before it.</summary>
    public bool HasStricture { get; init; }

    /// <summary>Whether the wall of the main lesion is brighter than normal bowel.</summary>
    public bool HasHyperenhancement { get; init; }

    /// <summary>Whether there is a second, milder lesion without the signs of the first.</summary>
    public bool HasSecondLesion { get; init; }

    /// <summary>The part of the small bowel in which the main lesion lies.</summary>
    public PhantomSegment Segment { get; init; }

    /// <summary>Where the middle of the main lesion lies.</summary>
    public PhantomRegion Region { get; init; }

    /// <summary>Length of the main lesion along the bowel, millimetres; 0 without one.</summary>
    public float LengthMm { get; init; }

    /// <summary>The CT enterography index of activity: 2.1 x wall in mm + 9.7 x stratification + 5.2 x comb sign.</summary>
    public double ActivityIndex => PhantomActivityIndex.Compute(WallMm, HasStratification, HasCombSign);

    /// <summary>What two patients must share to count as a positive pair.</summary>
    public PhantomKey Key => new(Severity, Region, HasStratification, HasCombSign, HasStricture);
}
