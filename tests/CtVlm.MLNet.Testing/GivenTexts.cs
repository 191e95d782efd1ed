using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Testing;

/// <summary>An encoder whose text vectors are given, which counts its calls. A text has as many tokens as words, and two more for its ends.</summary>
public sealed class GivenTexts
{
    private readonly Func<string, float[]> _vector;
    private readonly int _width;
    private int _calls;
    private int _texts;
    private int _loaded;
    private int _loads;

    /// <param name="width">Width D of the vectors.</param>
    /// <param name="vector">The vector of a text.</param>
    public GivenTexts(int width, Func<string, float[]> vector)
    {
        _width = width;
        _vector = vector;
    }

    /// <summary>Vectors that depend on every character.</summary>
    public static GivenTexts Hashed(int width, int contextLength = 77) => new(width, text =>
    {
        double[] values = new double[width];
        foreach ((int position, char c) in text.Index())
        {
            values[(position + c) % width] += Math.Sin((c * 12.9898) + (position * 78.233));
        }

        return [.. values.Select(v => (float)v)];
    })
    {
        ContextLength = contextLength,
    };

    /// <summary>Most tokens of a text.</summary>
    public int ContextLength { get; init; } = 77;

    /// <summary>The vector of a text, without a call.</summary>
    public float[] Vector(string text) => _vector(text);

    /// <summary>Calls of the text tower.</summary>
    public int Calls => _calls;

    /// <summary>Texts in all calls.</summary>
    public int Texts => _texts;

    /// <summary>How often an instance was loaded.</summary>
    public int Loads => _loads;

    /// <summary>Instances that are loaded now.</summary>
    public int Loaded => _loaded;

    public VlmEncoder ToEncoder(string name = "given", string hash = "given-1", EncoderSimilarity? similarity = null) => VlmEncoder.FromFactory(
        name,
        hash,
        new VisionEncoderInfo { ProjectedWidth = _width, HiddenWidth = _width, TokenCount = 1, Preprocessing = new VisionPreprocessing(32, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]) },
        _ => throw new InvalidOperationException("This encoder has given texts only."),
        _width,
        device => new Tower(this, device),
        similarity);

    private sealed class Tower : ITextEncoder
    {
        private readonly GivenTexts _owner;
        private int _disposed;

        public Tower(GivenTexts owner, Device device)
        {
            _owner = owner;
            Device = device;
            Interlocked.Increment(ref owner._loaded);
            Interlocked.Increment(ref owner._loads);
        }

        public int Width => _owner._width;

        public Device Device { get; }

        public Tensor Encode(IReadOnlyList<string> texts)
        {
            Interlocked.Increment(ref _owner._calls);
            Interlocked.Add(ref _owner._texts, texts.Count);
            return tensor(texts.SelectMany(_owner._vector).ToArray(), [texts.Count, Width]);
        }

        public IReadOnlyList<TextTokens> CountTokens(IReadOnlyList<string> texts) =>
            [.. texts.Select(t => 2 + t.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length).Select(full => new TextTokens(Math.Min(full, _owner.ContextLength), full))];

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                Interlocked.Decrement(ref _owner._loaded);
            }
        }
    }
}
