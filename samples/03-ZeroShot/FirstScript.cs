using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace ZeroShot;

/// <summary>The first script of every user of CLIP, without ML.NET: a batch of images, some texts, probabilities.</summary>
internal static class FirstScript
{
    /// <summary>Probabilities of each text for each slice: softmax over the texts, or each text for itself where the model was trained so.</summary>
    /// <returns>(N, K) row by row.</returns>
    public static float[] Run(VlmEncoder encoder, CtVolume volume, int[] slices, CtRendering rendering, string[] texts)
    {
        using EncoderLease<IVisionEncoder> vision = encoder.AcquireVision(CPU);              // model = CLIPModel.from_pretrained(...)
        using EncoderLease<ITextEncoder> text = encoder.AcquireText(CPU);
        using IDisposable mode = inference_mode();                                           // with torch.inference_mode():
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = Preprocess(encoder, volume, slices, rendering);                      // pixels = processor(images=..., return_tensors="pt").pixel_values
        Tensor imageFeatures = vision.Encoder.Encode(pixels, EmbeddingPoint.Projected);      // image_features = model.get_image_features(pixels)
        Tensor textFeatures = text.Encoder.Encode(texts);                                    // text_features = model.get_text_features(**processor(text=texts, ...))
        imageFeatures /= imageFeatures.norm(dim: -1, keepdim: true);                         // image_features /= image_features.norm(dim=-1, keepdim=True)
        textFeatures /= textFeatures.norm(dim: -1, keepdim: true);                           // text_features /= text_features.norm(dim=-1, keepdim=True)
        EncoderSimilarity similarity = encoder.GetSimilarity();                              // model.logit_scale.exp(), and SigLIP's model.logit_bias
        Tensor logits = (similarity.Scale * imageFeatures.matmul(textFeatures.T)) + similarity.Bias; // logits = scale * image_features @ text_features.T
        Tensor probabilities = similarity.Kind == SimilarityKind.Softmax ? logits.softmax(-1) : logits.sigmoid(); // probs = logits.softmax(dim=-1)
        return [.. probabilities.data<float>()];
    }

    // Hounsfield units -> (N, 3, S, S): windows, resize, crop and normalisation as the encoder's own files say.
    private static Tensor Preprocess(VlmEncoder encoder, CtVolume volume, int[] slices, CtRendering rendering)
    {
        int area = volume.Rows * volume.Columns;
        float[] hu = new float[slices.Length * area];
        for (int i = 0; i < slices.Length; i++)
        {
            volume.ReadSlice(slices[i], hu.AsSpan(i * area, area));
        }

        using CtRenderer renderer = new(rendering, encoder.Vision.Preprocessing, CPU);
        return renderer.Render(hu, slices.Length, volume.Rows, volume.Columns);
    }
}
