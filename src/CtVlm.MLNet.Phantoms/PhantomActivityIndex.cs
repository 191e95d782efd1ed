namespace CtVlm.MLNet.Phantoms;

/// <summary>The CT enterography index of activity and the cut points that make it a severity class.</summary>
/// <remarks>
/// The first cut is the published one for ulceration. The second was chosen for this cohort: a wall of 6.7 mm alone, 4.2 mm with a comb sign, or a stratified wall
/// at any thickness above normal.
/// <b>Source:</b> CT enterography index of activity per segment, BMC Gastroenterology 2022, doi 10.1186/s12876-022-02389-5.
/// </remarks>
public static class PhantomActivityIndex
{
    /// <summary>From this value on a patient is at least mild: 6.25.</summary>
    public const double MildFrom = 6.25;

    /// <summary>From this value on a patient is moderate to severe: 14.</summary>
    public const double ModerateFrom = 14.0;

    /// <summary>Computes the index.</summary>
    /// <param name="wallMm">Thickest wall, millimetres.</param>
    /// <param name="hasStratification">Whether the wall is stratified.</param>
    /// <param name="hasCombSign">Whether the vasa recta are engorged.</param>
    /// <returns>2.1 x wall + 9.7 x stratification + 5.2 x comb sign.</returns>
    public static double Compute(double wallMm, bool hasStratification, bool hasCombSign) =>
        (2.1 * wallMm) + (hasStratification ? 9.7 : 0) + (hasCombSign ? 5.2 : 0);

    /// <summary>The class that an index falls in.</summary>
    /// <param name="index">The index of activity.</param>
    /// <returns>Normal below 6.25, mild below 14, moderate to severe from there on.</returns>
    public static PhantomSeverity Classify(double index) =>
        index < MildFrom ? PhantomSeverity.Normal
        : index < ModerateFrom ? PhantomSeverity.Mild
        : PhantomSeverity.ModerateToSevere;
}
