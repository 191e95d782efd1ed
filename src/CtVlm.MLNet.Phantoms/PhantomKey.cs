namespace CtVlm.MLNet.Phantoms;

/// <summary>What two patients must share to count as a positive pair in contrastive training and retrieval.</summary>
/// <remarks>Stranding, enhancement, segment and millimetres are left out on purpose: with them nearly every patient would be alone with its key.</remarks>
/// <param name="Severity">The severity class.</param>
/// <param name="Region">Where the main lesion lies.</param>
/// <param name="HasStratification">Whether the wall is stratified.</param>
/// <param name="HasCombSign">Whether the vasa recta are engorged.</param>
/// <param name="HasStricture">Whether there is a stricture.</param>
public readonly record struct PhantomKey(
    PhantomSeverity Severity, PhantomRegion Region, bool HasStratification, bool HasCombSign, bool HasStricture);
