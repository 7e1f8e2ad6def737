"""Operations and starting materials that one or a few headings name, and the process test for each."""

from __future__ import annotations

OPERATIONS: dict[str, str] = {
    r"retreading of (?:used )?tyres": "retreading",
    r"electrolytic, thermal or chemical separation of (?:non-originating )?precious metals(?: of CODES)?": (
        "separation_of_precious_metals"
    ),
    r"(?:fusion or )?alloying of (?:non-originating )?precious metals(?: of CODES)? with each other or with base metals"
    r"(?! or purification)": "alloying_of_precious_metals",
    r"(?:fusion or )?alloying of (?:non-originating )?precious metals(?: of CODES)? with each other or with base metals"
    r" or purification": "alloying_of_precious_metals | purification",
    r"cutting of glassware": "cutting_of_glassware",
    r"hand-decoration \(except silk-screen printing\) of hand-blown glassware": "hand_decoration_of_glassware",
    r"refining of crude tall oil": "refining_of_tall_oil",
    r"thermal or electrolytic treatment from unalloyed aluminium or waste and scrap of aluminium": (
        "thermal_or_electrolytic_treatment_of_aluminium"
    ),
    r"electrolytic or thermal treatment": "electrolytic_or_thermal_treatment",
    r"purification by distillation or refining of raw spirits of sulphate turpentine": "purification_of_turpentine",
    r"destructive distillation of bituminous materials": "distillation_of_bituminous_materials",
    r"distillation of wood tar": "distillation_of_wood_tar",
    r"bleaching or dyeing, in addition to cutting and assembly of non-assembled tanned or dressed furskins": (
        "bleaching_or_dyeing_and_assembly_of_furskins"
    ),
    r"grinding of mica or mica waste": "grinding_of_mica",
    r"removal of wool from sheep or lamb skins(?:, with wool on)?": "removal_of_wool",
    r"cleaning, disinfecting, sorting and straightening of bristles and hair": "preparation_of_bristles",
    r"enriching of the carbon content, purifying and grinding of crude crystalline graphite": "enriching_of_graphite",
    r"cutting, by sawing or otherwise, of (?:stone|marble) \(even if already sawn\) of a thickness exceeding 25 cm": (
        "cutting_of_thick_stone"
    ),
    r"calcination of dolomite not calcined": "calcination_of_dolomite",
    r"calcination or grinding of earth colours": "calcination_or_grinding_of_earth_colours",
    r"lamination of sheets of natural rubber": "lamination_of_rubber_sheets",
    r"drying and milling of leguminous vegetables(?: of CODES)?": "drying_and_milling_of_legumes",
    r"retanning of (?:pre-)?tanned leather": "retanning",
    r"turning, drilling, reaming, threading, deburring and sandblasting of forged blanks": "machining_of_forged_blanks",
}
"""Words of an operation -> the process test for it; CODES stands for a list of codes."""

MATERIALS: dict[str, str] = {
    r"paper-making materials of CODES": "from_paper_making_materials",
    r"unwrought precious metals": "from_unwrought_precious_metals",
    r"metals clad with precious metals, unwrought": "from_unwrought_clad_metals",
    r"refined copper, unwrought, or waste and scrap of copper": "from_refined_copper_or_scrap",
    r"['\"]bullion['\"] or ['\"]work['\"] lead": "from_bullion_lead",
    r"unworked precious or semi-precious stones": "from_unworked_stones",
    r"asbestos concentrate": "from_asbestos_concentrate",
    r"wood in the rough, whether or not stripped of its bark or merely roughed down": "from_wood_in_the_rough",
    r"cork of CODES": "from_cork",
    r"ingots or other primary forms of CODES": "from_primary_forms",
    r"(?:ingots or other primary forms or )?semi-finished materials of CODES": "from_semi_finished_materials",
    r"worked slate": "from_worked_slate",
    r"worked mica(?: \(including agglomerated or reconstituted mica\))?": "from_worked_mica",
    r"['\"]worked['\"] carving materials of the same heading(?: as the product)?": "from_worked_carving_materials",
    r"roughly[- ]shaped blocks": "from_roughly_shaped_blocks",
    r"riven staves, not further worked than sawn on the two principal surfaces": "from_riven_staves",
    r"boards not cut to size": "from_boards_not_cut_to_size",
    r"rubber thread or cord, not textile covered": "from_bare_rubber_thread",
    r"hard rubber": "from_hard_rubber",
    r"non-assembled,? tanned or dressed furskins(?: of CODES)?": "from_non_assembled_furskins",
    r"yarn or waste fabrics or rags of CODES": "from_yarn | from_rags",
    r"uncoloured slivers, rovings, yarn or chopped strands, (?:- )?or (?:- )?glass wool": (
        "from_uncoloured_glass_fibres | from_glass_wool"
    ),
    r"tubular knitted gas[- ]mantle fabric": "from_gas_mantle_fabric",
    r"non-coated glass[- ]plate substrates?(?: of CODES)?": "from_uncoated_glass_substrate",
    r"base metal parts, not plated or covered with precious metals": "from_unplated_base_metal_parts",
    r"cereals of CODES": "from_cereals",
    r"animals of CODES": "from_animals",
    r"crude wool grease of CODES": "from_crude_wool_grease",
    r"non-modified mucilages and thickeners": "from_non_modified_thickeners",
    r"resin acids": "from_resin_acids",
    r"sulphur dioxide": "from_sulphur_dioxide",
    r"disodium tetraborate pentahydrate": "from_disodium_tetraborate",
    r"tanning extracts of vegetable origin": "from_vegetable_tanning_extracts",
    r"highly[- ]transparent polyester[- ]foils with a thickness of less than 23 micron": "from_thin_polyester_foil",
    r"a thermoplastic partial salt which is a copolymer of ethylene and metacrylic acid partly neutralised with"
    r" metal ions,"
    r" mainly zinc and sodium": "from_ionomer",
}
"""Words of what manufacture starts from -> the process test for it; CODES stands for a list of codes."""
