namespace CtVlm.MLNet.Dicom;

/// <summary>What one file's header says of acquisition and reconstruction. Free text was read, and is not here.</summary>
internal sealed record SliceHints
{
    private static readonly HashSet<string> NoAgent = new(StringComparer.OrdinalIgnoreCase) { "NONE", "NO", "N", "NON", "NIL", "WITHOUT", "NO CONTRAST", "-", "0", "OHNE", "N/A" };

    /// <summary>The kernel as <see cref="KernelName"/> lets it through; empty when absent.</summary>
    public required string ConvolutionKernel { get; init; }

    public required CtContrast Contrast { get; init; }

    public required CtPhase Phase { get; init; }

    public required double? KilovoltagePeak { get; init; }

    public required double? ReconstructionDiameter { get; init; }

    public required double? TableHeight { get; init; }

    public required double? TablePosition { get; init; }

    /// <summary>Reads the hints; adds a warning when text is in an unknown character set or damaged.</summary>
    public static SliceHints Read(DicomDataset data, List<CtWarning> warnings)
    {
        string description = data.GetLocalText(DicomTags.SeriesDescription), protocol = data.GetLocalText(DicomTags.ProtocolName);
        string agent = data.GetLocalText(DicomTags.ContrastBolusAgent);
        CheckText(data, [description, protocol, agent], warnings);
        CtPhase phase = PhaseWords.Find(description);
        phase = phase != CtPhase.Unknown ? phase : PhaseWords.Find(protocol);
        return new SliceHints
        {
            ConvolutionKernel = KernelName.Of(data.GetText(DicomTags.ConvolutionKernel)),
            Contrast = ContrastOf(agent, data.Contains(DicomTags.ContrastBolusAgentSequence), phase),
            Phase = phase,
            KilovoltagePeak = data.TryGetNumber(DicomTags.KilovoltagePeak),
            ReconstructionDiameter = data.TryGetNumber(DicomTags.ReconstructionDiameter),
            TableHeight = data.TryGetNumber(DicomTags.TableHeight),
            TablePosition = data.TryGetNumber(DicomTags.TablePosition),
        };
    }

    /// <summary>The hints of a frame: what functional groups say, and these where they say nothing.</summary>
    /// <param name="groups">The item that holds the groups of the frame, or of all frames.</param>
    /// <returns>These very hints where the groups hold none, so that the frames of an image share them.</returns>
    /// <remarks><b>Source:</b> DICOM PS3.3 C.8.15.3 (CT functional groups), C.7.6.16.2.12 (Contrast/Bolus Usage).</remarks>
    public SliceHints With(DicomDataset groups)
    {
        string kernel = KernelName.Of(groups.GetText(DicomTags.ConvolutionKernel));
        CtPhase phase = PhaseOf(groups.GetText(DicomTags.ContrastBolusAgentPhase));
        SliceHints hints = this with
        {
            ConvolutionKernel = kernel.Length > 0 ? kernel : ConvolutionKernel,
            Contrast = groups.Contains(DicomTags.ContrastBolusUsageSequence) ? CtContrast.Yes
                : groups.GetText(DicomTags.ContrastBolusAgentAdministered) == "NO" ? CtContrast.No
                : Contrast,
            Phase = phase != CtPhase.Unknown ? phase : Phase,
            KilovoltagePeak = groups.TryGetNumber(DicomTags.KilovoltagePeak) ?? KilovoltagePeak,
            ReconstructionDiameter = groups.TryGetNumber(DicomTags.ReconstructionDiameter) ?? ReconstructionDiameter,
            TableHeight = groups.TryGetNumber(DicomTags.TableHeight) ?? TableHeight,
            TablePosition = groups.TryGetNumber(DicomTags.TablePosition) ?? TablePosition,
        };
        return hints == this ? this : hints;
    }

    /// <summary>The phase that one of the standard's terms means; of these, veins that are not named are those of the gut, as in descriptions.</summary>
    private static CtPhase PhaseOf(string term) => term switch
    {
        "PRE_CONTRAST" => CtPhase.NonContrast,
        "ARTERIAL" => CtPhase.Arterial,
        "VENOUS" or "PORTAL_VENOUS" => CtPhase.PortalVenous,
        "DELAYED" => CtPhase.Delayed,
        _ => CtPhase.Unknown,
    };

    /// <summary>An empty agent says nothing: scanners write it with and without injection.</summary>
    private static CtContrast ContrastOf(string agent, bool hasSequence, CtPhase phase) =>
        NoAgent.Contains(agent) || PhaseWords.Find(agent) == CtPhase.NonContrast ? CtContrast.No
        : agent.Length > 0 || hasSequence ? CtContrast.Yes
        : phase == CtPhase.NonContrast ? CtContrast.No
        : CtContrast.Unknown;

    private static void CheckText(DicomDataset data, string[] texts, List<CtWarning> warnings)
    {
        if (!CharacterSets.IsKnown(data.GetText(DicomTags.SpecificCharacterSet)))
        {
            warnings.Add(new CtWarning(
                CtWarningKind.UndecodableText,
                $"{DicomTags.Describe(DicomTags.SpecificCharacterSet)} names a set that the standard does not have; only plain letters of the texts were understood. Pixels do not depend on it."));
        }
        else if (Array.Exists(texts, CharacterSets.IsDamaged))
        {
            warnings.Add(new CtWarning(
                CtWarningKind.UndecodableText, "A text holds bytes that mean nothing in its character set; they were passed over. Pixels do not depend on it."));
        }
    }
}
