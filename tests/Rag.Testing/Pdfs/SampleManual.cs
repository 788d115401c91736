using static Rag.Testing.Pdfs.PdfFile;

namespace Rag.Testing.Pdfs;

/// <summary>The text of <see cref="SamplePdf.Manual"/>.</summary>
internal static class SampleManual
{
    public const string Title = "Manual de la estación meteorológica Brisa 4";

    public static readonly IReadOnlyList<string> Pages =
    [
        """
        # 1. Instalación

        La estación meteorológica Brisa 4 se fija a un mástil de acero de 40 mm de diámetro, a dos metros sobre el suelo y lejos de paredes, árboles y salidas de aire caliente. El anemómetro debe quedar por encima de cualquier obstáculo.

        ## 1.1. Contenido de la caja

        - Sensor exterior con panel solar
        - Consola de interior
        - Dos pilas recargables de 1,2 V
        - Abrazaderas y tornillos de acero inoxidable

        El montaje completo requiere unos 35 minutos y una llave de 10 mm. Compruebe el contenido de la caja antes de empezar; si falta una pieza, escriba a soporte@brisa.example.
        """,
        """
        # 2. Medición de la lluvia

        El pluviómetro de balancín vuelca cada 0,2 mm de precipitación. Cada vuelco se envía a la consola en menos de 16 segundos y se suma al total del día, del mes y del año.

        ## 2.1. Calibración

        Vierta lentamente 250 ml de agua en el embudo. La consola debe marcar 12,5 mm con un error de un cinco por ciento. Si la diferencia es mayor, gire el tornillo de ajuste media vuelta y repita la prueba.

        La calibración se recomienda cada dieciocho meses, al principio del otoño, cuando las hojas obstruyen el embudo.
        """,
        """
        # 3. Garantía y devoluciones

        El plazo de devolución es de 30 días naturales desde la entrega. El aparato tiene una garantía de tres años que cubre los defectos de fabricación, pero no los daños por rayos ni por una instalación incorrecta.

        ## 3.1. Precios de los recambios

        El panel solar de recambio cuesta 48,90 € y el embudo 12,50 €. Los gastos de envío a Canarias, Ceuta y Melilla son de 9,75 €. Los pedidos se hacen en https://www.brisa.example/recambios y llegan en cinco días laborables.
        """,
        """
        # 4. Connecting the console

        The console reads the outdoor sensor by radio at 868 MHz. The range is 150 metres in the open and about a third of that through brick walls. Hold the pairing button for five seconds until the blue light blinks.

        ## 4.1. Wireless network

        Choose the network from the list and type its password with the wheel. Only networks at 2.4 GHz are shown. The console keeps up to 4,096 readings while the network is away and sends them when it returns.
        """,
        """
        # 5. Maintenance

        Clean the solar panel with a soft cloth twice a year. Never use alcohol on the radiation shield: it makes the plastic brittle. The rechargeable cells last about four years and are changed from below.

        ## 5.1. Error codes

        Code E-17 means that the wind sensor has not answered for ten minutes; check its plug. Code E-23 means that the clock was never set. Any other code is explained at https://www.brisa.example/help/codes.
        """,
        """
        # 6. Technical specifications

        The sensor measures temperatures from minus 40 to 65 degrees with an accuracy of 0.3 degrees, wind up to 180 km/h and relative humidity from 1 to 99 percent.

        ## 6.1. Disposal

        The device must not be thrown away with household waste. Return it to the shop or to a municipal collection point; batteries are collected apart. Registration number WEEE-ES-7714.
        """,
    ];

    public static SamplePage Draw(string text, int index)
    {
        var page = new SamplePage();
        page.Text(72, 806, Title, size: 8);
        page.Flow(text, x: 72, top: 780, width: 451);
        page.Text(72, 30, "Brisa Instrumentos, S. L.", size: 8);
        page.Text(500, 30, Invariant($"{index + 1} / {Pages.Count}"), size: 8);
        return page;
    }
}
