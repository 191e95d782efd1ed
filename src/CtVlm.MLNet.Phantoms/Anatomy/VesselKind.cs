namespace CtVlm.MLNet.Phantoms;

/// <summary>Which blood a vessel carries, and so how bright it is.</summary>
internal enum VesselKind
{
    /// <summary>Aorta and its branches.</summary>
    Artery,

    /// <summary>Inferior vena cava and iliac veins.</summary>
    Vein,

    /// <summary>Mesenteric and portal veins and the vessels of the mesentery.</summary>
    Mesenteric,

    /// <summary>Vessels inside the liver.</summary>
    Hepatic,

    /// <summary>Engorged vasa recta of an inflamed loop.</summary>
    Comb,
}
