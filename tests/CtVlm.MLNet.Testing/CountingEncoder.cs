using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Testing;

/// <summary>A small, deterministic encoder that counts its calls and slices: the mean and the mean square of each quarter of each channel.</summary>
public sealed class CountingEncoder
{
    public const int Width = 24;

    private int _calls;
    private int _slices;
    private int _loaded;

    /// <summary>Pause in each call, to make room for cancellation and interleaving.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Told before each call.</summary>
    public Action? BeforeCall { get; init; }

    public int Calls => _calls;

    public int Slices => _slices;

    /// <summary>Instances that are loaded now.</summary>
    public int Loaded => _loaded;

    public VlmEncoder ToEncoder(string hash = "counting-1") => VlmEncoder.FromFactory("counting", hash, CreateInfo(), device => new Tower(this, device));

    private static VisionEncoderInfo CreateInfo() => new()
    {
        ProjectedWidth = Width,
        HiddenWidth = Width,
        TokenCount = 1,
        Preprocessing = new VisionPreprocessing(32, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]),
    };

    private sealed class Tower : IVisionEncoder
    {
        private readonly CountingEncoder _owner;
        private int _disposed;

        public Tower(CountingEncoder owner, Device device)
        {
            _owner = owner;
            Device = device;
            Interlocked.Increment(ref owner._loaded);
        }

        public VisionEncoderInfo Info { get; } = CreateInfo();

        public Device Device { get; }

        // (N, 3, S, S) -> (N, 24)
        public Tensor Encode(Tensor pixels, EmbeddingPoint point)
        {
            _owner.BeforeCall?.Invoke();
            Interlocked.Increment(ref _owner._calls);
            Interlocked.Add(ref _owner._slices, (int)pixels.shape[0]);
            Thread.Sleep(_owner.Delay);
            using DisposeScope scope = NewDisposeScope();
            Tensor quarters = nn.functional.adaptive_avg_pool2d(pixels, [2, 2]).flatten(1); // (N, 12)
            Tensor squares = nn.functional.adaptive_avg_pool2d(pixels.square(), [2, 2]).flatten(1); // (N, 12)
            return cat([quarters, squares], 1).MoveToOuterDisposeScope();
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                Interlocked.Decrement(ref _owner._loaded);
            }
        }
    }
}
