using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>A and B of one adapted map, as parameters that train.</summary>
/// <remarks><b>Source:</b> Hu et al., arXiv 2106.09685, section 4.1; A starts as huggingface/peft has it, src/peft/tuners/lora/layer.py, reset_lora_parameters (Apache-2.0).</remarks>
internal sealed class LoraBranch : IDisposable
{
    private readonly LoraDropout _dropout;

    /// <summary>The branch of a layer: B is 0, A uniform within 1 / sqrt(Din), which is Kaiming's with a = sqrt(5).</summary>
    /// <param name="form">Its form.</param>
    /// <param name="layer">The layer; A and B are where its weight is, in float32, or in float64 where that is.</param>
    /// <param name="generator">Draws A; on the CPU.</param>
    /// <param name="dropout">The dropout that all branches of a run share.</param>
    public LoraBranch(LoraForm form, LinearLayer layer, Generator generator, LoraDropout dropout)
    {
        Form = form;
        _dropout = dropout;
        using IDisposable ordinary = inference_mode(false);
        using DisposeScope scope = NewDisposeScope();
        ScalarType type = layer.Weight.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        Tensor start = empty(form.Rank, layer.InputWidth, ScalarType.Float32);
        UniformStart.Fill(start, layer.InputWidth, generator);
        Down = Keep(start.to(type).to(layer.Weight.device));
        Up = Keep(zeros(layer.OutputWidth, form.Rank, type, layer.Weight.device));
    }

    /// <summary>Name, rank and scaling.</summary>
    public LoraForm Form { get; }

    /// <summary>A, [r, Din].</summary>
    public Parameter Down { get; }

    /// <summary>B, [Dout, r].</summary>
    public Parameter Up { get; }

    /// <summary>Adds f s (dropout(x) A^T) B^T to what the layer mapped, in x's element type: A and B are cast to it, their gradients come back in their own.</summary>
    /// <param name="rows">x, (R, Din).</param>
    /// <param name="mapped">(R, Dout), of x's type, computed by the caller and used for nothing else: it is overwritten.</param>
    /// <param name="factor">f.</param>
    /// <returns><paramref name="mapped"/>.</returns>
    public Tensor AddTo(Tensor rows, Tensor mapped, double factor = 1)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor entering = _dropout.Apply(Form.Module, rows);
        Tensor low = DenseMap.Apply(entering, Down.Like(rows)); // (R, Din) -> (R, r)

        // The product is added as it is written: no tensor of the width of the output besides the output.
        mapped.addmm_(low, Up.Like(rows).t(), 1, (float)(factor * Form.Scaling)); // (R, r) x (r, Dout)
        return mapped;
    }

    public void Dispose()
    {
        Down.Dispose();
        Up.Dispose();
    }

    private static Parameter Keep(Tensor values)
    {
        Parameter parameter = nn.Parameter(values.clone(), requires_grad: true);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
