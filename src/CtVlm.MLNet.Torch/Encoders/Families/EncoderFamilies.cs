namespace CtVlm.MLNet.Torch;

/// <summary>Every family that can be read from a folder.</summary>
internal static class EncoderFamilies
{
    private static readonly EncoderFamily[] s_families =
    [
        new ClipFamily(),
        new TimmVitFamily(),
        new OpenClipFamily(),
        new BertFamily(),
        new BiomedClipFamily(),
        new HfVitFamily(),
        new Dinov2Family(),
        new SiglipFamily(),
        new ViltFamily(),
    ];

    /// <summary>Opens a folder with the family that recognizes it.</summary>
    /// <exception cref="WeightsException">No family does, or the folder's files are not what that family expects.</exception>
    public static EncoderModel Open(EncoderFolder folder, VlmEncoderOptions options) =>
        Array.Find(s_families, family => family.Recognizes(folder))?.Open(folder, options) ?? throw folder.Unknown([.. s_families.Select(family => family.Description)]);
}
