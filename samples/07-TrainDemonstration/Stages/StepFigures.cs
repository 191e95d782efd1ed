namespace TrainDemonstration;

/// <summary>What a step was made of.</summary>
/// <param name="Contrastive">Loss between images and texts.</param>
/// <param name="Map">Loss of the maps of diseased wall; 0 where there are none.</param>
/// <param name="Heads">Loss of the classes and signs; 0 where there are none.</param>
/// <param name="Accuracy">Share of the batch whose class is right: by the class head, or in the volume stage by the nearest text of the batch.</param>
/// <param name="Scale">What similarities are multiplied by.</param>
internal readonly record struct StepFigures(double Contrastive, double Map, double Heads, double Accuracy, double Scale);
