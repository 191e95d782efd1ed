using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>The adapter of one linear map with its numbers, in ordinary memory.</summary>
/// <param name="Form">Name, rank and scaling.</param>
/// <param name="InputWidth">Din.</param>
/// <param name="OutputWidth">Dout.</param>
/// <param name="Down">A, [r, Din], row-major.</param>
/// <param name="Up">B, [Dout, r], row-major.</param>
internal sealed record LoraWeights(LoraForm Form, int InputWidth, int OutputWidth, float[] Down, float[] Up)
{
    /// <summary>A as a new tensor of the caller's, float32.</summary>
    public torch.Tensor ReadDown(torch.Device device) => torch.tensor(Down, [Form.Rank, InputWidth], device: device);

    /// <summary>B as a new tensor of the caller's, float32.</summary>
    public torch.Tensor ReadUp(torch.Device device) => torch.tensor(Up, [OutputWidth, Form.Rank], device: device);

    /// <summary>Refuses a layer of other widths.</summary>
    /// <exception cref="WeightsException">The widths differ.</exception>
    public void CheckFits(LinearLayer layer) => CheckFits(layer.InputWidth, layer.OutputWidth);

    /// <summary>Refuses a branch of other widths.</summary>
    /// <exception cref="WeightsException">The widths differ.</exception>
    public void CheckFits(LoraBranch branch) => CheckFits(branch.Down.shape[1], branch.Up.shape[0]);

    /// <summary>Copies a branch.</summary>
    public static LoraWeights Of(LoraBranch branch) =>
        new(branch.Form, (int)branch.Down.shape[1], (int)branch.Up.shape[0], PlainValues.Of(branch.Down), PlainValues.Of(branch.Up));

    /// <summary>Puts the numbers into a branch.</summary>
    /// <exception cref="WeightsException">It has another form.</exception>
    public void CopyTo(LoraBranch branch)
    {
        using IDisposable noGrad = torch.no_grad();
        using DisposeScope scope = torch.NewDisposeScope();
        if (branch.Form != Form)
        {
            throw new WeightsException($"The adapter of '{Form.Module}' has the form {Form}, {branch.Form} expected. Ask for adapters of the form that the encoder carries, or for a new encoder without any.");
        }

        branch.Down.copy_(ReadDown(torch.CPU));
        branch.Up.copy_(ReadUp(torch.CPU));
    }

    private void CheckFits(long inputWidth, long outputWidth)
    {
        if (inputWidth != InputWidth || outputWidth != OutputWidth)
        {
            throw new WeightsException(
                $"The adapter of '{Form.Module}' is for a weight of shape [{OutputWidth}, {InputWidth}], the encoder's is [{outputWidth}, {inputWidth}]. Take the adapter's own base model.");
        }
    }
}
