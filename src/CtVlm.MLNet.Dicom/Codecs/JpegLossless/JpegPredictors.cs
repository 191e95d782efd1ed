namespace CtVlm.MLNet.Dicom;

/// <summary>The seven predictors, by selection value. Shifts are arithmetic: the differences that are halved may be negative.</summary>
/// <remarks><b>Source:</b> ITU-T T.81 table H.1 and H.1.2.1.</remarks>
internal static class JpegPredictors
{
    /// <summary>Selection value 1: Ra. Also that of every first line.</summary>
    internal readonly struct Left : IJpegPredictor
    {
        public static bool UsesAbove => false;

        public static int Predict(int a, int b, int c) => a;
    }

    /// <summary>Selection value 2: Rb.</summary>
    internal readonly struct Above : IJpegPredictor
    {
        public static bool UsesAbove => true;

        public static int Predict(int a, int b, int c) => b;
    }

    /// <summary>Selection value 3: Rc.</summary>
    internal readonly struct AboveLeft : IJpegPredictor
    {
        public static bool UsesAbove => true;

        public static int Predict(int a, int b, int c) => c;
    }

    /// <summary>Selection value 4: Ra + Rb - Rc.</summary>
    internal readonly struct Plane : IJpegPredictor
    {
        public static bool UsesAbove => true;

        public static int Predict(int a, int b, int c) => a + b - c;
    }

    /// <summary>Selection value 5: Ra + (Rb - Rc) / 2.</summary>
    internal readonly struct LeftAndHalfStep : IJpegPredictor
    {
        public static bool UsesAbove => true;

        public static int Predict(int a, int b, int c) => a + ((b - c) >> 1);
    }

    /// <summary>Selection value 6: Rb + (Ra - Rc) / 2.</summary>
    internal readonly struct AboveAndHalfStep : IJpegPredictor
    {
        public static bool UsesAbove => true;

        public static int Predict(int a, int b, int c) => b + ((a - c) >> 1);
    }

    /// <summary>Selection value 7: (Ra + Rb) / 2.</summary>
    internal readonly struct Mean : IJpegPredictor
    {
        public static bool UsesAbove => true;

        public static int Predict(int a, int b, int c) => (a + b) >> 1;
    }
}
