namespace Rag.Api.FunctionalTests.Quality;

/// <param name="Page">From 1; 0 where no page answers it.</param>
/// <param name="Gold">Words of the page that answer it.</param>
internal sealed record SampleQuestion(string Text, int Page, string Gold = "");

/// <summary>
/// Twelve pages of our own, Spanish and English, some of them on neighbouring subjects, with questions in other words than the pages'.
/// Frozen: a change that makes answers worse shows here, so neither pages nor questions are changed together with retrieval.
/// </summary>
internal static class FrozenSample
{
    public static string[] Pages { get; } =
    [
        "# Devoluciones\nTodo artículo puede devolverse en un plazo de 30 días naturales desde la entrega. El importe se abona en la misma tarjeta en un máximo de cinco días laborables. Los productos de higiene abiertos no se admiten.",
        "# Garantía\nLos aparatos tienen una garantía legal de tres años. Cubre defectos de fabricación, no los golpes ni la humedad. Para reclamarla basta con el recibo de compra y el número de serie.",
        "# Envíos\nLos pedidos superiores a 50 euros se envían sin coste a la península. A Canarias y Baleares el porte es de 9,90 euros y el reparto tarda entre cuatro y siete días. No se entrega en apartados de correos.",
        "# Mantenimiento de la caldera\nLa presión del circuito debe estar entre 1 y 1,5 bares en frío. Si baja de 0,8 aparece el aviso F28 y el quemador se bloquea. La purga de los radiadores se hace con la bomba parada.",
        "# Historia de la villa\nEl puente de piedra se construyó en 1254 por encargo de la reina Violante. Una riada se llevó dos de sus arcos en 1787. El mercado de los jueves se celebra desde el siglo XV en la plaza del Trigo.",
        "# Vacaciones y permisos\nCada empleado dispone de 23 días laborables de vacaciones al año, que se solicitan con quince días de antelación. Por matrimonio corresponden quince días naturales y por mudanza, uno. Los permisos se piden en el portal interno.",
        "# Expense policy\nMeals on business trips are reimbursed up to 45 dollars a day. Receipts must be submitted within two weeks of returning. Flights are booked in economy class unless they last longer than eight hours.",
        "# Beekeeping through the year\nHives are inspected every nine days during the swarming season. In autumn each colony needs about fifteen kilograms of stores to survive the winter. Varroa mites are treated with oxalic acid when there is no brood.",
        "# The lighthouse\nThe tower was lit for the first time in 1836 and burned whale oil until 1881. Its lamp, a Fresnel lens of the second order, could be seen from nineteen miles away. The last keeper, Agnes Tulloch, left the island in 1972.",
        "# Network gateway\nHold the reset button for ten seconds to restore the factory settings. An amber light means that the firmware is being updated; do not unplug the device. The administration page is at 192.168.4.1 and its first password is on the label.",
        "# Parking permits\nResidents may register two vehicles for each household. A visitor pass is valid for 24 hours and costs 3 dollars. Vehicles over 2.1 metres may not use the underground garage.",
        "# Sourdough\nThe starter is fed with equal weights of flour and water twelve hours before mixing. The dough ferments for four hours at 24 degrees and rests overnight in the refrigerator. Bake it at 240 degrees with steam for the first twenty minutes.",
    ];

    public static SampleQuestion[] Answerable { get; } =
    [
        new("¿Cuánto tiempo tengo para devolver una compra?", 1, "30 días naturales"),
        new("¿Cuándo me devuelven el dinero?", 1, "cinco días laborables"),
        new("¿Qué hace falta para reclamar la garantía?", 2, "recibo de compra"),
        new("¿Cuántos años de garantía tienen los aparatos?", 2, "tres años"),
        new("¿Cuánto cuesta mandar un pedido a Canarias?", 3, "9,90 euros"),
        new("¿A partir de qué importe es gratis el envío?", 3, "50 euros"),
        new("¿Qué significa el aviso F28 de la caldera?", 4, "0,8"),
        new("¿Qué presión tiene que haber en el circuito?", 4, "1,5 bares"),
        new("¿Quién encargó el puente de piedra?", 5, "reina Violante"),
        new("¿En qué plaza se celebra el mercado?", 5, "plaza del Trigo"),
        new("¿Cuántos días de vacaciones tiene un empleado?", 6, "23 días"),
        new("¿Cuántos días dan por casarse?", 6, "quince días naturales"),
        new("How much can I spend on meals during a business trip?", 7, "45 dollars"),
        new("When do receipts have to be handed in?", 7, "two weeks"),
        new("How often should the hives be checked in the swarming season?", 8, "nine days"),
        new("What is used against varroa mites?", 8, "oxalic acid"),
        new("Who was the last keeper of the lighthouse?", 9, "Agnes Tulloch"),
        new("How far away could the lamp be seen?", 9, "nineteen miles"),
        new("How do I restore the factory settings of the gateway?", 10, "ten seconds"),
        new("What does the amber light mean?", 10, "firmware"),
        new("How many cars can a household register?", 11, "two vehicles"),
        new("What does a visitor pass cost?", 11, "3 dollars"),
        new("How long does the dough ferment?", 12, "four hours"),
        new("At what temperature is the bread baked?", 12, "240 degrees"),
    ];

    /// <summary>Questions in the other language than the page that answers them.</summary>
    public static SampleQuestion[] AcrossLanguages { get; } =
    [
        new("¿Quién fue el último farero de la torre?", 9),
        new("¿Cada cuánto se revisan las colmenas?", 8),
        new("¿Cuánto cuesta el pase de aparcamiento para visitas?", 11),
        new("¿A qué temperatura se hornea el pan de masa madre?", 12),
        new("How many days do I have to return an item?", 1),
        new("Which queen ordered the stone bridge to be built?", 5),
        new("How many days of holiday does an employee have?", 6),
        new("How long is the guarantee on appliances?", 2),
    ];

    public static SampleQuestion[] Elsewhere { get; } =
    [
        new("¿Cuál es la capital de Mongolia?", 0),
        new("¿Quién ganó el mundial de fútbol de 2010?", 0),
        new("¿Cómo se calcula la hipotenusa de un triángulo?", 0),
        new("¿Qué síntomas tiene la gripe en los gatos?", 0),
        new("¿Cuántas teclas tiene un piano de cola?", 0),
        new("How do I renew my passport at the embassy?", 0),
        new("What is the boiling point of nitrogen?", 0),
        new("Who painted the ceiling of the Sistine Chapel?", 0),
        new("How many moons does Jupiter have?", 0),
        new("Which vitamins are in broccoli?", 0),
    ];
}
