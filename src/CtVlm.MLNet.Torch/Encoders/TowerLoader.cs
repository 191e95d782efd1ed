using TorchSharp;
using TorchSharp.Modules;

namespace CtVlm.MLNet.Torch;

/// <summary>Builds towers, fills them, and puts them on a device.</summary>
internal static class TowerLoader
{
    /// <summary>A vision tower.</summary>
    /// <param name="create">Makes the module, weights unset.</param>
    /// <param name="info">What is known of the encoder.</param>
    /// <param name="options">Where it goes.</param>
    /// <param name="fill">Sets the weights.</param>
    public static IVisionEncoder LoadVision(Func<VisionModel> create, VisionEncoderInfo info, ModelLoadOptions options, Action<torch.nn.Module> fill) =>
        new VisionTower(Prepare(create, options, fill), info, options);

    /// <summary>A text tower.</summary>
    /// <param name="create">Makes the module, weights unset.</param>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="width">Width of its vectors.</param>
    /// <param name="options">Where it goes.</param>
    /// <param name="fill">Sets the weights.</param>
    public static ITextEncoder LoadText(Func<TextModel> create, ITextTokenizer tokenizer, int width, ModelLoadOptions options, Action<torch.nn.Module> fill) =>
        new TextTower(Prepare(create, options, fill), tokenizer, width, options);

    /// <summary>A module with its weights, on a device.</summary>
    /// <remarks>
    /// The weights outlive the call that loads them, whatever dispose scope that call runs in; and they are ordinary tensors, not
    /// inference ones, so that training can use them. They are made where they stay and in their own element type: nothing holds them twice.
    /// </remarks>
    public static TModule Prepare<TModule>(Func<TModule> create, ModelLoadOptions options, Action<torch.nn.Module> fill)
        where TModule : torch.nn.Module
    {
        TorchRuntime.EnsureLoaded();
        using IDisposable ordinary = torch.inference_mode(false);
        TModule module = Create(create, options);
        try
        {
            fill(module);
            module.eval();
            foreach (torch.Tensor parameter in module.parameters().Concat(module.buffers()))
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

    private static TModule Create<TModule>(Func<TModule> create, ModelLoadOptions options)
        where TModule : torch.nn.Module
    {
        using UnsetPlace place = Unset.On(options.Device, options.ElementType, FindMasters(create, options));
        return create();
    }

    // Names are known when a module is made, element types before: it is made once more, without memory.
    private static HashSet<int>? FindMasters<TModule>(Func<TModule> create, ModelLoadOptions options)
        where TModule : torch.nn.Module
    {
        if (options.FindMasters is null || !options.HasLowPrecision)
        {
            return null;
        }

        using UnsetPlace shapesAlone = Unset.On(torch.META);
        using TModule module = create();
        HashSet<string> masters = [.. options.FindMasters(module)];

        // Torch's own comparison would compare values.
        HashSet<Parameter> parameters = new(module.named_parameters().Where(p => masters.Contains(p.name)).Select(p => p.parameter), ReferenceEqualityComparer.Instance);
        return [.. shapesAlone.Made.Index().Where(made => parameters.Contains(made.Item)).Select(made => made.Index)];
    }
}
