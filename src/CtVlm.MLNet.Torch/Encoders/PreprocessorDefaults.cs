namespace CtVlm.MLNet.Torch;

/// <summary>What an image processor does where its file leaves a field out.</summary>
/// <param name="Mean">Mean of each channel; 3 numbers.</param>
/// <param name="Std">Standard deviation of each channel; 3 numbers.</param>
/// <param name="Crops">Whether the shortest side is resized and the centre cropped; else the image is squashed to a square.</param>
internal sealed record PreprocessorDefaults(IReadOnlyList<float> Mean, IReadOnlyList<float> Std, bool Crops)
{
    /// <summary>CLIP's, with the constants that CLIP was trained with.</summary>
    /// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/clip/image_processing_clip.py (Apache-2.0).</remarks>
    public static PreprocessorDefaults Clip { get; } = new([0.48145466f, 0.4578275f, 0.40821073f], [0.26862954f, 0.26130258f, 0.27577711f], Crops: true);

    /// <summary>SigLIP's.</summary>
    /// <remarks><b>Source:</b> huggingface/transformers, src/transformers/models/siglip/image_processing_siglip.py (Apache-2.0).</remarks>
    public static PreprocessorDefaults Siglip { get; } = new([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f], Crops: false);
}
