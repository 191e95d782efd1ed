using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Says for one block whether CUDA may round the factors of float32 products and convolutions to TF32; then puts back what was set.</summary>
/// <remarks>
/// The switches are the process's. A kernel takes them when it is launched, not when it runs, so that a scope need only span the launches; scopes of
/// several threads take turns. libtorch itself allows TF32 to convolutions unless told otherwise.
/// <b>Source:</b> PyTorch, notes/cuda, "TensorFloat-32 (TF32) on Ampere (and later) devices".
/// </remarks>
internal sealed class Tf32Scope : IDisposable
{
    private static readonly Lock s_gate = new();

    private readonly bool _matmul;
    private readonly bool _convolution;

    private Tf32Scope(bool isAllowed)
    {
        s_gate.Enter();
        try
        {
            _matmul = torch.backends.cuda.matmul.allow_tf32;
            _convolution = torch.backends.cudnn.allow_tf32;
            Set(isAllowed, isAllowed);
        }
        catch
        {
            s_gate.Exit();
            throw;
        }
    }

    /// <summary>Opens a scope where the device is a GPU; null elsewhere. Close it on the same thread.</summary>
    public static Tf32Scope? Enter(torch.Device device, bool isAllowed) => device.type == DeviceType.CUDA ? Enter(isAllowed) : null;

    /// <summary>Opens a scope whatever the device.</summary>
    public static Tf32Scope Enter(bool isAllowed) => new(isAllowed);

    /// <summary>Puts back what was set; once.</summary>
    public void Dispose()
    {
        try
        {
            Set(_matmul, _convolution);
        }
        finally
        {
            s_gate.Exit();
        }
    }

    private static void Set(bool matmul, bool convolution)
    {
        torch.backends.cuda.matmul.allow_tf32 = matmul;
        torch.backends.cudnn.allow_tf32 = convolution;
    }
}
