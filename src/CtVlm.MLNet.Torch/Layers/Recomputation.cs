using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>Runs a block without keeping its activations; they are computed a second time when its gradient is asked for.</summary>
/// <remarks>
/// Per block only its input is kept. The block must give the same numbers both times: chance within it must not depend on how often it was asked.
/// On for the thread that opened <see cref="Enter"/>, and only while gradients are recorded.
/// <b>Source:</b> Chen et al., arXiv 1604.06174, section 4.1.
/// </remarks>
internal static class Recomputation
{
    [ThreadStatic]
    private static int s_depth;

    /// <summary>Whether blocks are recomputed on this thread now.</summary>
    public static bool IsOn => s_depth > 0 && is_grad_enabled();

    /// <summary>Recomputes the blocks that this thread runs until the result is disposed.</summary>
    public static IDisposable Enter()
    {
        s_depth++;
        return new Depth();
    }

    /// <summary>block(input), with the block's gradient recomputed later.</summary>
    /// <param name="block">The block; it must live until the gradient is taken.</param>
    /// <param name="input">Its input.</param>
    /// <returns>The output, owned by the caller.</returns>
    public static Tensor Run(nn.Module<Tensor, Tensor> block, Tensor input)
    {
        // Parameters do not show as arguments: without this a block over a frozen input would get no gradient.
        using Tensor entering = input.requires_grad ? input.alias() : input.detach().requires_grad_(true);
        return Function.apply(block, entering);
    }

    private sealed class Depth : IDisposable
    {
        private bool _isLeft;

        public void Dispose()
        {
            if (!_isLeft)
            {
                _isLeft = true;
                s_depth--;
            }
        }
    }

    private sealed class Function : autograd.SingleTensorFunction<Function>
    {
        private const string BlockKey = "block";

        // What backward gave last on this thread: torch has a reference of its own by the next call.
        [ThreadStatic]
        private static Tensor? s_given;

        public override string Name => nameof(Recomputation);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            (nn.Module<Tensor, Tensor> block, Tensor input) = ((nn.Module<Tensor, Tensor>)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([input]);
            ctx.save_data(BlockKey, block);
            using IDisposable mode = no_grad();
            return block.forward(input);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            // For a GPU this runs on a thread of torch's own, where no dispose scope of the caller's frees what comes in and goes out.
            s_given?.Dispose();
            using Tensor received = grad_output;
            using IDisposable mode = enable_grad();
            using DisposeScope scope = NewDisposeScope();
            Tensor input = ctx.get_saved_variables()[0].detach().requires_grad_(true);
            Tensor output = ((nn.Module<Tensor, Tensor>)ctx.get_data(BlockKey)).forward(input);
            output.backward([received]);
            s_given = input.grad!.MoveToOuterDisposeScope();
            return [null!, s_given];
        }
    }
}
