using TorchSharp;

namespace CtVlm.MLNet.Torch;

/// <summary>Made-up pictures that wake up every part of an encoder: one like a CT slice, one of colours and edges.</summary>
internal static class VerificationImages
{
    private const int Count = 2;
    private const int Channels = 3;

    /// <summary>Normalised pixels (2, 3, S, S), float32, every value exact in float16, about -2 to 2; the same ones each time.</summary>
    public static torch.Tensor Create(int size)
    {
        float[] pixels = new float[Count * Channels * size * size];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int x, int y, int channel, int image) = (i % size, i / size % size, i / (size * size) % Channels, i / (size * size * Channels));
            (double u, double v) = ((x + 0.5) / size, (y + 0.5) / size);
            double value = image == 0 ? Slice(u, v, channel) : Colours(u, v, channel);
            pixels[i] = (float)(Half)(value + (0.1 * Noise(i)));
        }

        return torch.tensor(pixels, [Count, Channels, size, size]);
    }

    // Air, a body, a spine, bowel loops with bright walls; each channel is another window.
    private static double Slice(double u, double v, int channel)
    {
        double window = 1 - (0.3 * channel);
        if (Ellipse(u, v, 0.5, 0.5, 0.42, 0.3) > 1)
        {
            return -1.8;
        }

        double value = Ellipse(u, v, 0.5, 0.72, 0.07, 0.06) < 1 ? 1.9 : -0.2 + (0.4 * u);
        foreach ((double x, double y) in ((double, double)[])[(0.3, 0.42), (0.55, 0.4), (0.68, 0.55)])
        {
            double distance = Ellipse(u, v, x, y, 0.09, 0.07);
            value = distance < 0.5 ? -0.9 : distance < 1 ? 1.2 : value;
        }

        return value * window;
    }

    private static double Colours(double u, double v, int channel)
    {
        double slope = channel switch { 0 => u, 1 => v, _ => 1 - u };
        bool isDark = ((int)(u * 9) + (int)(v * 7)) % 2 == 0;
        return (2.6 * slope) - 1.3 + (isDark ? -0.5 : 0.5);
    }

    private static double Ellipse(double u, double v, double x, double y, double a, double b) => ((u - x) * (u - x) / (a * a)) + ((v - y) * (v - y) / (b * b));

    // -1 to 1, the same on every machine.
    private static double Noise(int i)
    {
        uint bits = unchecked((uint)i * 2654435761);
        bits ^= bits >> 15;
        bits = unchecked(bits * 2246822519);
        bits ^= bits >> 13;
        return (bits / (double)uint.MaxValue * 2) - 1;
    }
}
