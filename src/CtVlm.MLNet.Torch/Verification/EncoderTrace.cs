using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Is shown what a stage gives for some of the inputs.</summary>
/// <param name="name">The stage.</param>
/// <param name="first">Index of the first input that the value is of.</param>
/// <param name="value">Its value, inputs along the first dimension; valid during the call only.</param>
internal delegate void TraceHandler(string name, int first, torch.Tensor value);

/// <summary>Runs every tower of an encoder on inputs and shows what each stage gives.</summary>
internal sealed class EncoderTrace(VlmEncoder encoder, EncoderVerificationOptions options)
{
    private const string Projected = "projected";

    private readonly torch.Device _device = options.Device ?? torch.CPU;
    private DisposeScope? _scope;

    /// <summary>Runs the towers; the stages come in the order of computation.</summary>
    /// <param name="inputs">What they are run on.</param>
    /// <param name="handle">Is shown every stage.</param>
    public void Run(VerificationInputs inputs, TraceHandler handle)
    {
        using IDisposable inference = torch.inference_mode();
        using DisposeScope scope = torch.NewDisposeScope();
        _scope = scope;
        torch.Tensor? images = encoder.HasVision && inputs.Pixels is not null ? RunVision(inputs.Pixels, handle) : null;
        torch.Tensor? texts = encoder.TextWidth is not null && inputs.Texts.Count > 0 ? RunTexts(inputs.Texts, handle) : null;
        if (images is not null && texts is not null && encoder.FindSimilarity() is EncoderSimilarity similarity)
        {
            torch.Tensor cosines = torch.nn.functional.normalize(images, dim: -1).matmul(torch.nn.functional.normalize(texts, dim: -1).t()); // (N, P), (M, P) -> (N, M)
            handle("similarity.logits", 0, (similarity.Scale * cosines) + similarity.Bias);
        }

        if (encoder.HasFusion && inputs.Pixels is not null && inputs.Texts.Count > 0)
        {
            RunPairs(inputs, handle);
        }
    }

    private torch.Tensor RunVision(torch.Tensor pixels, TraceHandler handle)
    {
        using EncoderLease<IVisionEncoder> lease = encoder.AcquireVision(_device, options.Precision);
        lock (lease.Gate)
        {
            torch.Tensor input = pixels.to(_device);
            return Trace(lease.Encoder, input, "vision", 0, () => lease.Encoder.Encode(input, EmbeddingPoint.Projected), handle);
        }
    }

    // One text at a time: then no padding is among the tokens, unless the model is made to see it.
    private torch.Tensor RunTexts(IReadOnlyList<string> texts, TraceHandler handle)
    {
        using EncoderLease<ITextEncoder> lease = encoder.AcquireText(_device, options.Precision);
        lock (lease.Gate)
        {
            List<torch.Tensor> rows = [];
            foreach ((int index, string text) in texts.Index())
            {
                IReadOnlyList<string> one = [text];
                rows.Add(Trace(lease.Encoder, one, "text", index, () => lease.Encoder.Encode(one), handle));
            }

            return torch.cat(rows); // M (1, P) -> (M, P)
        }
    }

    private void RunPairs(VerificationInputs inputs, TraceHandler handle)
    {
        using EncoderLease<IFusionEncoder> lease = encoder.AcquireFusion(_device, options.Precision);
        lock (lease.Gate)
        {
            int count = (int)Math.Min(inputs.Pixels!.shape[0], inputs.Texts.Count);
            IReadOnlyList<string> texts = [.. inputs.Texts.Take(count)];
            torch.Tensor pixels = inputs.Pixels.narrow(0, 0, count).to(_device);
            handle("pairs.pooled", 0, ToHost(lease.Encoder.Encode(pixels, texts)));
            if (lease.Encoder.HasScore)
            {
                handle("pairs.score", 0, ToHost(lease.Encoder.Score(pixels, texts)));
            }
        }
    }

    // The last stage is what an encoder gives, whether it shows it, or shows its stages at all.
    private torch.Tensor Trace<TInput>(object tower, TInput input, string name, int first, Func<torch.Tensor> encode, TraceHandler handle)
    {
        torch.Tensor? last = null;
        (tower as IStagedEncoder<TInput>)?.Trace(input, (stage, value) =>
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor host = ToHost(value);
            handle($"{name}.{stage}", first, host);
            last = stage == Projected ? host.clone().MoveToOtherDisposeScope(_scope) : last;
        });
        if (last is not null)
        {
            return last;
        }

        torch.Tensor vectors = ToHost(encode());
        handle($"{name}.{Projected}", first, vectors);
        return vectors;
    }

    private static torch.Tensor ToHost(torch.Tensor value) => value.is_floating_point() ? value.to(torch.ScalarType.Float32).cpu() : value.cpu();
}
