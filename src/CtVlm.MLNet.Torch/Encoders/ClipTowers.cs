using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Builds CLIP towers, fills them, and puts them on a device.</summary>
internal static class ClipTowers
{
    /// <summary>A vision tower.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="info">What is known of the encoder.</param>
    /// <param name="options">Where it goes.</param>
    /// <param name="fill">Sets the weights.</param>
    public static IVisionEncoder CreateVision(ClipConfig config, VisionEncoderInfo info, ModelLoadOptions options, Action<torch.nn.Module> fill)
    {
        TorchRuntime.EnsureLoaded();
        return new ClipVisionEncoder(Prepare(() => new ClipVisionModel(config), options, fill), info, options.Device);
    }

    /// <summary>A text tower.</summary>
    /// <param name="config">The sizes.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="options">Where it goes.</param>
    /// <param name="fill">Sets the weights.</param>
    public static ITextEncoder CreateText(ClipConfig config, ITextTokenizer tokenizer, ModelLoadOptions options, Action<torch.nn.Module> fill)
    {
        TorchRuntime.EnsureLoaded();
        return new ClipTextEncoder(Prepare(() => new ClipTextModel(config), options, fill), tokenizer, config.ProjectedWidth, options.Device);
    }

    /// <summary>What is known of a vision tower from its configuration.</summary>
    public static VisionEncoderInfo Describe(ClipConfig config, VisionPreprocessing preprocessing) => new()
    {
        ProjectedWidth = config.ProjectedWidth,
        HiddenWidth = config.Vision.Tower.Width,
        TokenCount = config.Vision.TokenCount,
        Preprocessing = preprocessing,
    };

    // The weights outlive the call that loads them, whatever dispose scope that call runs in; and they are ordinary tensors, not
    // inference ones, so that training can use them.
    private static TModule Prepare<TModule>(Func<TModule> create, ModelLoadOptions options, Action<torch.nn.Module> fill)
        where TModule : torch.nn.Module
    {
        using IDisposable ordinary = torch.inference_mode(false);
        TModule module = create();
        try
        {
            fill(module);
            module.eval();
            module = module.to(options.Device, options.ElementType);
            foreach (torch.Tensor parameter in module.parameters())
            {
                parameter.DetachFromDisposeScope();
            }

            return module;
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }
}
